import type { Readable } from 'node:stream';

/** Reads a stream in pieces of one size, waiting for each; the stream is held back meanwhile. */
export class FixedReader {
  readonly #pieces: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.#pieces = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** @returns exactly `size` bytes, fewer at the end, null behind it */
  async read(size: number): Promise<Buffer | null> {
    const parts = [this.#rest];
    let have = this.#rest.length;
    while (have < size) {
      const { value, done } = await this.#pieces.next();
      if (done === true) break;
      parts.push(value);
      have += value.length;
    }
    const all = parts.length === 1 ? this.#rest : Buffer.concat(parts);
    this.#rest = all.subarray(size);
    return all.length === 0 ? null : all.subarray(0, size);
  }
}
