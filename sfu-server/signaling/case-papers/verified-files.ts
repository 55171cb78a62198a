import { MAX_VERIFIED_BYTES } from '../../protocol/case-paper.ts';
import { Refusal } from '../../protocol/errors.ts';

/** Files that come in at once. */
const MOST = 8;

/** PDFs that somebody brings to have their seals looked at: kept in memory until the last piece, and nowhere else. */
export class VerifiedFiles {
  readonly #coming = new Map<string, Buffer[]>();

  /** @returns the whole file with its last piece, else null @throws Refusal `attachment.wrong_offset`, `attachment.too_large` */
  take(key: string, offset: number, piece: Buffer, last: boolean): Buffer | null {
    const pieces = offset === 0 ? [] : (this.#coming.get(key) ?? []);
    const there = pieces.reduce((bytes, one) => bytes + one.byteLength, 0);
    if (there !== offset) throw new Refusal('attachment.wrong_offset', `The next piece begins at ${there}, not at ${offset}.`);
    if (there + piece.byteLength > MAX_VERIFIED_BYTES) {
      this.#coming.delete(key);
      throw new Refusal('attachment.too_large', 'This file is too large to be looked at.');
    }
    this.#coming.delete(key);
    if (last) return Buffer.concat([...pieces, piece]);
    const oldest = this.#coming.keys().next();
    if (this.#coming.size >= MOST && !oldest.done) this.#coming.delete(oldest.value);
    this.#coming.set(key, [...pieces, piece]);
    return null;
  }
}
