import { Refusal } from '../protocol/errors.ts';

export interface ThrottleLimits {
  /** Failures that cost nothing but the time of the hash. */
  readonly free: number;
  /** Delay after the first failure beyond those, ms; doubled by each further one. */
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** Failures are forgotten this long after the last one, ms. */
  readonly forgottenAfterMs: number;
}

/**
 * For one account. Its delay ends at a minute: a longer one would let anybody who can reach the server keep a duty
 * officer out by typing nonsense, and at one guess a minute no password is found.
 */
export const PER_USERNAME: ThrottleLimits = { free: 3, firstDelayMs: 1000, longestDelayMs: 60_000, forgottenAfterMs: 15 * 60_000 };

/** For one address, which a whole office may share. */
export const PER_ADDRESS: ThrottleLimits = { free: 20, firstDelayMs: 1000, longestDelayMs: 60_000, forgottenAfterMs: 15 * 60_000 };

interface Failures {
  count: number;
  lastAt: number;
}

/** Most keys kept; beyond them the oldest are forgotten, so that made-up names cannot fill the memory. */
const MOST_KEYS = 20_000;

/** Slows down whoever guesses: after some failures each further try has to wait, twice as long each time. */
export class Throttle {
  readonly #limits: ThrottleLimits;
  readonly #now: () => number;
  /** In order of the last failure. */
  readonly #failures = new Map<string, Failures>();

  constructor(limits: ThrottleLimits, now: () => number = Date.now) {
    this.#limits = limits;
    this.#now = now;
  }

  /** @throws Refusal `auth.throttled` with the time to wait */
  check(key: string): void {
    const waitMs = this.#waitMs(key);
    if (waitMs > 0) {
      throw new Refusal('auth.throttled', `Too many failed attempts; try again in ${Math.ceil(waitMs / 1000)} s.`, {
        retryAfterMs: waitMs,
      });
    }
  }

  failed(key: string): void {
    const count = (this.#current(key)?.count ?? 0) + 1;
    this.#failures.delete(key);
    this.#failures.set(key, { count, lastAt: this.#now() });
    if (this.#failures.size > MOST_KEYS) {
      const oldest = this.#failures.keys().next();
      if (!oldest.done) this.#failures.delete(oldest.value);
    }
  }

  succeeded(key: string): void {
    this.#failures.delete(key);
  }

  #waitMs(key: string): number {
    const failures = this.#current(key);
    if (failures === undefined) return 0;
    const beyond = failures.count - this.#limits.free;
    if (beyond < 0) return 0;
    const delayMs = Math.min(this.#limits.firstDelayMs * 2 ** beyond, this.#limits.longestDelayMs);
    return Math.max(0, failures.lastAt + delayMs - this.#now());
  }

  #current(key: string): Failures | undefined {
    const failures = this.#failures.get(key);
    if (failures !== undefined && this.#now() - failures.lastAt > this.#limits.forgottenAfterMs) {
      this.#failures.delete(key);
      return undefined;
    }
    return failures;
  }
}
