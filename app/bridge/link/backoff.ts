const FIRST_MS = 250;
/** Whoever is started again is there within seconds: until then nobody waits for longer than this between two attempts. */
const LONGEST_AT_FIRST_MS = 2_000;
/** About half a minute, in attempts. */
const FIRST_ATTEMPTS = 20;
const LONGEST_MS = 5_000;

/**
 * How long to wait before the next attempt: doubles from 0.25 s to 2 s, after half a minute 5 s, each between half and the whole of
 * that, so that a county's consoles do not all come back in the same moment (see field notes: jitsi-meet #14455).
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
    const longest = this.#attempts < FIRST_ATTEMPTS ? LONGEST_AT_FIRST_MS : LONGEST_MS;
    const ceiling = Math.min(longest, FIRST_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    return ceiling * (0.5 + this.#random() / 2);
  }

  reset(): void {
    this.#attempts = 0;
  }
}
