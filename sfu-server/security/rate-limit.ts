/** A bucket of tokens: `burst` at once, `perSecond` in the long run. */
export class RateLimit {
  readonly #burst: number;
  readonly #perMs: number;
  readonly #now: () => number;
  #tokens: number;
  #at: number;

  constructor(burst: number, perSecond: number, now: () => number = Date.now) {
    this.#burst = burst;
    this.#perMs = perSecond / 1000;
    this.#now = now;
    this.#tokens = burst;
    this.#at = now();
  }

  /** Takes `count`, of `burst` at most; when there are not so many takes none and says in how many ms there will be, else 0. */
  take(count = 1): number {
    const now = this.#now();
    // A clock set back must not empty the bucket.
    this.#tokens = Math.min(this.#burst, this.#tokens + Math.max(0, now - this.#at) * this.#perMs);
    this.#at = now;
    if (this.#tokens < count) return Math.ceil((count - this.#tokens) / this.#perMs);
    this.#tokens -= count;
    return 0;
  }
}
