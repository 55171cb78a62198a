import { Refusal } from '../../protocol/errors.ts';
import { RateLimit } from '../../security/rate-limit.ts';

export interface AskingRate {
  /** At once, and in the long run each second. */
  readonly burst: number;
  readonly perSecond: number;
}

/** One address is a whole village behind one line, on a market day: thirty apply at once, then one each minute. */
export const APPLICATIONS: AskingRate = { burst: 30, perSecond: 1 / 60 };
/** Bytes of files that come from one address: the pictures of several households at once, then what a phone's line carries. */
export const MATERIAL_BYTES: AskingRate = { burst: 64 * 1024 * 1024, perSecond: 1024 * 1024 };
/** Looks, pictures and wrong codes of one address. */
export const LOOKS: AskingRate = { burst: 120, perSecond: 2 };

/** Most addresses kept; beyond them those that asked longest ago are forgotten. */
const MOST_KEYS = 20_000;

/** Slows down who asks too often, address by address: whoever comes here has no account that could be closed. */
export class AskingLimits {
  readonly #rate: AskingRate;
  readonly #now: () => number;
  readonly #limits = new Map<string, RateLimit>();

  constructor(rate: AskingRate, now: () => number = Date.now) {
    this.#rate = rate;
    this.#now = now;
  }

  /** @param count at most what goes at once @throws Refusal `request.too_many` with the time to wait */
  take(key: string, count = 1): void {
    const limit = this.#limits.get(key) ?? new RateLimit(this.#rate.burst, this.#rate.perSecond, this.#now);
    this.#limits.delete(key);
    this.#limits.set(key, limit);
    if (this.#limits.size > MOST_KEYS) {
      const oldest = this.#limits.keys().next();
      if (!oldest.done) this.#limits.delete(oldest.value);
    }
    const waitMs = limit.take(count);
    if (waitMs > 0)
      throw new Refusal('request.too_many', `Too often from this address; again in ${Math.ceil(waitMs / 1000)} s.`, {
        retryAfterMs: waitMs,
      });
  }
}
