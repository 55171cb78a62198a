import { v7 as uuidv7 } from 'uuid';

/** Chance that can be repeated: the same seed gives the same numbers (mulberry32, 32 bits of state). */
export class Chance {
  #state: number;
  #ids = 0;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ x < 1. */
  readonly next = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** A UUIDv7 that the seed alone decides. */
  id(): string {
    this.#ids += 1;
    return uuidv7({ msecs: Date.UTC(2026, 10, 22) + this.#ids, random: Uint8Array.from({ length: 16 }, () => this.between(0, 255)) });
  }
}
