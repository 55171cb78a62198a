/** Waits between attempts to take the seat up again, ms; together about as long as it is held (60 s). */
const REJOIN_DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 25_000] as const;

/** When a seat is taken up again: one attempt at a time, with growing waits between those that fail. */
export class Rejoin {
  readonly #join: () => void;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(join: () => void) {
    this.#join = join;
  }

  /** An attempt is set for later. */
  get pending(): boolean {
    return this.#timer !== null;
  }

  /** In the place of whatever was set before. */
  in(delayMs: number): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#join();
    }, delayMs);
  }

  /** After one that failed. False when all have been made. @param afterMs the server's own wish */
  again(afterMs?: number): boolean {
    const delay = REJOIN_DELAYS_MS[this.#attempt];
    if (delay === undefined) return false;
    this.#attempt += 1;
    this.in(afterMs ?? delay);
    return true;
  }

  /** One has succeeded, or somebody asks for all of them once more. */
  reset(): void {
    this.#attempt = 0;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
