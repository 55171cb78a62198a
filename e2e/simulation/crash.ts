/** Thrown through the code of a process that dies here. Nobody may catch it for good, nothing it does afterwards counts. */
export class Crash extends Error {
  constructor() {
    super('The process has died.');
    this.name = 'Crash';
  }
}

/** Lets a process die at one of its next writes. */
export class Fuse {
  #left = Number.POSITIVE_INFINITY;
  #after = false;
  #blown = false;
  readonly #died: () => void;

  constructor(died: () => void) {
    this.#died = died;
  }

  get blown(): boolean {
    return this.#blown;
  }

  /** Dies at the `count`th step from now: before its work is done, or after it. */
  set(count: number, after: boolean): void {
    this.#left = count;
    this.#after = after;
  }

  /** From now on nothing is done any more. */
  blow(): void {
    if (this.#blown) return;
    this.#blown = true;
    this.#died();
  }

  /** @throws Crash in place of the work, or after it */
  step<T>(work: () => T): T {
    if (this.#blown) throw new Crash();
    this.#left -= 1;
    if (this.#left > 0) return work();
    try {
      if (this.#after) work();
    } finally {
      this.blow();
    }
    throw new Crash();
  }
}
