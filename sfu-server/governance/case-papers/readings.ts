import { randomBytes } from 'node:crypto';
import { Refusal } from '../../protocol/errors.ts';

/** Who has begun to read may take this long to sign, ms. */
const READING_MS = 60 * 60 * 1000;
/** Readings at once; the oldest gives way. */
const MOST = 2000;

export interface Reading {
  readonly nonce: string;
  readonly paperId: string;
  readonly signerId: string;
  readonly sha256: string;
  readonly pages: number;
  /** Who reads. */
  readonly key: string;
  readonly roomId: string | null;
  /** UTC ms. */
  readonly expiresAt: number;
}

/** Who is reading what in order to sign it. Each nonce is good for one signature by whom it was given to; none outlives the server. */
export class Readings {
  readonly #readings = new Map<string, Reading>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  begin(what: Omit<Reading, 'nonce' | 'expiresAt'>): Reading {
    const oldest = this.#readings.keys().next();
    if (this.#readings.size >= MOST && !oldest.done) this.#readings.delete(oldest.value);
    const reading = { ...what, nonce: randomBytes(18).toString('base64url'), expiresAt: this.#now() + READING_MS };
    this.#readings.set(reading.nonce, reading);
    return reading;
  }

  /** @throws Refusal `paper.not_read` where this reader has not begun to read with this nonce, or too long ago */
  find(nonce: string, signerId: string, key: string): Reading {
    const reading = this.#readings.get(nonce);
    if (reading === undefined || reading.signerId !== signerId || reading.key !== key || reading.expiresAt <= this.#now()) {
      throw new Refusal('paper.not_read', 'Open the paper again and read it to its end before signing.');
    }
    return reading;
  }

  /** Where it was begun; null also where nothing was. */
  roomOf(nonce: string): string | null {
    return this.#readings.get(nonce)?.roomId ?? null;
  }

  /** Lines of a paper whose signers are reading it. */
  readers(paperId: string): string[] {
    const now = this.#now();
    const open = [...this.#readings.values()].filter((reading) => reading.paperId === paperId && reading.expiresAt > now);
    return [...new Set(open.map(({ signerId }) => signerId))];
  }

  /** It was signed with. */
  end(nonce: string): void {
    this.#readings.delete(nonce);
  }
}

/** Whether all pages from 1 to `pages` are among those shown. */
export function allShown(pagesShown: readonly number[], pages: number): boolean {
  const shown = new Set(pagesShown);
  return Array.from({ length: pages }, (_, at) => at + 1).every((page) => shown.has(page));
}
