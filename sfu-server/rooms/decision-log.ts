/**
 * Brings what was decided in a room to the disk: always the whole, in order, and once for all that changes at the same moment. A write
 * that fails is told to `failed` and made good by the next one: the decision is in force meanwhile.
 */
export class DecisionLog {
  readonly #write: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #last: Promise<void> = Promise.resolve();
  #due = false;

  /** @param write takes what is in force when it is called */
  constructor(write: () => Promise<void>, failed: (error: unknown) => void) {
    this.#write = write;
    this.#failed = failed;
  }

  /** Something was decided. */
  changed(): void {
    if (this.#due) return;
    this.#due = true;
    this.#last = this.#last.then(() => {
      this.#due = false;
      return this.#write();
    });
    this.#last = this.#last.catch(this.#failed);
  }

  /** Fulfilled when what was decided until now is written. */
  settled(): Promise<void> {
    return this.#last;
  }
}
