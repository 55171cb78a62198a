import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { v7 as uuidv7 } from 'uuid';
import { ContentFiles } from '../../attachments/content-files.ts';
import { Refusal } from '../../protocol/errors.ts';

/** A content lies there for a moment before its row names it; a day is more than that takes. */
const DAY_MS = 24 * 60 * 60 * 1000;

/** PDFs of papers on the disk, by their hash; and by the paper's id what is being sealed. */
export class PaperFiles {
  readonly #files: ContentFiles;

  /** @param dir of its own, within the data folder */
  constructor(dir: string) {
    this.#files = new ContentFiles(dir);
  }

  /** On the disk when fulfilled. @returns its hash @throws Refusal `storage.full` */
  async put(pdf: Uint8Array): Promise<string> {
    const id = uuidv7();
    try {
      await this.#files.append(id, once(pdf), pdf.byteLength);
      const sha256 = sha256Of(pdf);
      await this.#files.keep(id, sha256);
      return sha256;
    } finally {
      await this.#files.forget(id);
    }
  }

  /** Writes what was sealed under the paper's id, before anything names it. @throws Refusal `storage.full` */
  async setAside(paperId: string, pdf: Uint8Array): Promise<void> {
    await this.#files.forget(paperId);
    await this.#files.append(paperId, once(pdf), pdf.byteLength);
  }

  /** What was set aside of a paper; null where that is nothing. It may have been cut off. */
  async aside(paperId: string): Promise<Uint8Array | null> {
    return (await this.#files.received(paperId)) === 0 ? null : readFile(this.#files.partOf(paperId));
  }

  /** Takes what was set aside for good. */
  async keepAside(paperId: string, sha256: string): Promise<void> {
    await this.#files.keep(paperId, sha256);
  }

  async forgetAside(paperId: string): Promise<void> {
    await this.#files.forget(paperId);
  }

  /** @throws Refusal `attachment.not_there` */
  async whole(sha256: string): Promise<Buffer> {
    return readFile(this.#files.pathOf(sha256)).catch((cause: unknown) => {
      throw gone(cause);
    });
  }

  /** Fewer bytes than asked for are its end. @throws Refusal `attachment.not_there` */
  async piece(sha256: string, offset: number, length: number): Promise<Buffer> {
    const file = await open(this.#files.pathOf(sha256), 'r').catch((cause: unknown) => {
      throw gone(cause);
    });
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  /** Removes what was being written a day ago and never came to its end. For a folder in which nothing is set aside. */
  async sweepParts(now: number = Date.now()): Promise<number> {
    let gone = 0;
    for (const id of await this.#files.parts()) {
      if (!(await this.#files.partIsOlder(id, now - DAY_MS))) continue;
      await this.#files.forget(id);
      gone += 1;
    }
    return gone;
  }

  /** Removes what no paper has named for a day. */
  sweep(isNamed: (sha256: string) => Promise<boolean>, now: number = Date.now()): Promise<number> {
    return this.#files.forgetWhole(now - DAY_MS, isNamed);
  }
}

/** Lower case hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function* once(piece: Uint8Array): AsyncIterable<Uint8Array> {
  yield piece;
}

function gone(cause: unknown): Refusal {
  return new Refusal('attachment.not_there', 'The file of this paper is not here.', { cause });
}
