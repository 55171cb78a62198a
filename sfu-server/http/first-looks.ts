import type { Range } from './range.ts';

/** A player or reader that is open asks on; whoever comes back later looks anew, ms. */
const LOOK_MS = 60 * 60 * 1000;
/** Most looks kept; beyond them the oldest is forgotten, and is a first one again. */
const MOST_LOOKS = 20_000;

/** Tells the beginning of a look from the pieces that a player or reader asks for after it. */
export class FirstLooks {
  readonly #now: () => number;
  readonly #last = new Map<string, number>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /**
   * Whether a request leaves a trace: the whole, the first piece, and whatever is asked first; from the second byte on it is a look too.
   * @param key who looks at what: link or account, and address
   */
  begins(key: readonly string[], range: Range | null): boolean {
    const name = JSON.stringify(key);
    const now = this.#now();
    const last = this.#last.get(name);
    this.#last.delete(name);
    this.#last.set(name, now);
    if (this.#last.size > MOST_LOOKS) {
      const oldest = this.#last.keys().next();
      if (!oldest.done) this.#last.delete(oldest.value);
    }
    return range === null || range.start === 0 || last === undefined || now - last > LOOK_MS;
  }
}
