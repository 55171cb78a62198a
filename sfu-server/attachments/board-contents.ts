import { open } from 'node:fs/promises';
import { type BoardMediaType, boardMediaTypeSchema, MAX_DOCUMENT_BYTES } from '../protocol/board.ts';
import { Refusal } from '../protocol/errors.ts';
import { ContentFiles } from './content-files.ts';
import { kindOfContent } from './content-kind.ts';

/** Folder of the contents in the data folder. */
export const BOARD_FOLDER = 'boards';
/** A content lies there for a moment before its board names it; a day is more than that takes. */
const DAY_MS = 24 * 60 * 60 * 1000;

/** Contents of documents that are shown in rooms: read only by those who see the board, and kept with its record. */
export class BoardContents {
  readonly #files: ContentFiles;

  /** @param dir of the data folder */
  constructor(dir: string) {
    this.#files = new ContentFiles(dir);
  }

  /** Lets go of what was on its way when the server stopped: nobody goes on with it. */
  async sweep(): Promise<void> {
    for (const id of await this.#files.parts()) await this.#files.forget(id);
  }

  /** Removes what no board has named for a day. @returns how many contents */
  sweepUnnamed(isNamed: (sha256: string) => Promise<boolean>, now: number = Date.now()): Promise<number> {
    return this.#files.forgetWhole(now - DAY_MS, isNamed);
  }

  /**
   * Adds what comes next of a document on its way in; at 0 it begins anew.
   * @returns bytes that are there now
   * @throws Refusal `attachment.wrong_offset`, `attachment.too_large`, `storage.full`
   */
  async append(id: string, offset: number, piece: Uint8Array): Promise<number> {
    if (offset === 0) await this.#files.forget(id);
    const there = await this.#files.received(id);
    if (offset !== there) throw new Refusal('attachment.wrong_offset', `The next piece begins at ${there}, not at ${offset}.`);
    if (there + piece.byteLength > MAX_DOCUMENT_BYTES) throw new Refusal('attachment.too_large', 'The document is too large to be shown.');
    return this.#files.append(id, pieces(piece), piece.byteLength);
  }

  /** Looks at what has come and keeps it. @throws Refusal `attachment.not_there`, `attachment.type_refused`, `storage.full` */
  async keep(id: string): Promise<{ mediaType: BoardMediaType; size: number; sha256: string }> {
    const size = await this.#files.received(id);
    if (size === 0) throw new Refusal('attachment.not_there', 'This document has not been brought.');
    const kind = boardMediaTypeSchema.safeParse(await kindOfContent(this.#files.partOf(id)));
    if (!kind.success) throw new Refusal('attachment.type_refused', 'Only PDF documents and pictures can be shown.');
    const sha256 = await this.#files.hashOfPart(id);
    await this.#files.keep(id, sha256);
    return { mediaType: kind.data, size, sha256 };
  }

  forget(id: string): Promise<void> {
    return this.#files.forget(id);
  }

  /** Fewer bytes than asked for are its end. @throws Refusal `attachment.not_there` */
  async read(sha256: string, offset: number, length: number): Promise<Buffer> {
    const file = await open(this.#files.pathOf(sha256), 'r').catch((error: unknown) => {
      throw new Refusal('attachment.not_there', 'The content of this document is not here.', { cause: error });
    });
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }
}

async function* pieces(piece: Uint8Array): AsyncIterable<Uint8Array> {
  yield piece;
}
