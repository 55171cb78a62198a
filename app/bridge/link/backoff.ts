const FIRST_MS = 250;
const LONGEST_MS = 5_000;

/**
 * How long to wait before the next attempt: doubles from 0.25 s to 5 s, each between half and the whole of that,
 * so that a county's consoles do not all come back in the same moment (see field notes: jitsi-meet #14455).
 */
export class Backoff {
  #attempts = 0;
  /** 0 ≤ x < 1. */
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Milliseconds until the next attempt. */
  next(): number {
    const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    return ceiling * (0.5 + this.#random() / 2);
  }

  reset(): void {
    this.#attempts = 0;
  }
}
