import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { type FileHandle, link, mkdir, open, readdir, rm, stat, statfs, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../protocol/errors.ts';

/** Room that contents leave on the disk for the database and the trail, bytes. */
const RESERVE_BYTES = 256 * 1024 * 1024;
/** Room that files of people without an account leave: a recording begins with 1 GB, and must not be kept from it by a stranger. */
export const STRANGERS_RESERVE_BYTES = 2 * 1024 * 1024 * 1024;

/**
 * Contents in the data folder: those that come in by their attachment's id (`uploads/ID.part`, whose length is how far
 * they have come), whole ones by their hash (`ab/abcdef…`). For the server's own user alone.
 */
export class ContentFiles {
  readonly #dir: string;
  readonly #freeBytes: (dir: string) => Promise<number>;

  /** @param freeBytes of the disk that holds a folder; tests bring their own */
  constructor(dir: string, freeBytes: (dir: string) => Promise<number> = freeBytesOf) {
    this.#dir = dir;
    this.#freeBytes = freeBytes;
    mkdirSync(join(dir, 'uploads'), { recursive: true, mode: 0o700 });
  }

  /** Where the whole content of a hash lies, or would. */
  pathOf(sha256: string): string {
    return join(this.#dir, sha256.slice(0, 2), sha256);
  }

  /** Where a content lies that is coming in. */
  partOf(id: string): string {
    return join(this.#dir, 'uploads', `${id}.part`);
  }

  /** Bytes that have come in of a content, 0 where none has. */
  async received(id: string): Promise<number> {
    return (await sizeOf(this.partOf(id))) ?? 0;
  }

  /** Size of a whole content; null where it is missing. */
  sizeOfWhole(sha256: string): Promise<number | null> {
    return sizeOf(this.pathOf(sha256));
  }

  /**
   * Writes what comes at the end of what is there. What has been written stays when the source breaks off.
   * @param most bytes that may still come; one more is refused
   * @param reserve bytes of the disk that stay free
   * @returns bytes that are there now
   * @throws Refusal `storage.full`, `request.too_large`
   */
  async append(id: string, source: AsyncIterable<Uint8Array>, most: number, reserve = RESERVE_BYTES): Promise<number> {
    if ((await this.#freeBytes(this.#dir)) < reserve + most) throw full();
    const handle = await open(this.partOf(id), 'a', 0o600);
    try {
      let written = 0;
      for await (const piece of source) {
        if (written + piece.byteLength > most) throw new Refusal('request.too_large', 'More was sent than belongs there.');
        await writeAll(handle, piece);
        written += piece.byteLength;
      }
    } catch (error) {
      throw isFull(error) ? full(error) : error;
    } finally {
      await handle.close();
    }
    return this.received(id);
  }

  /** SHA-256 of what has come in, lower case hex. */
  async hashOfPart(id: string): Promise<string> {
    const hash = createHash('sha256');
    await pipeline(createReadStream(this.partOf(id)), hash);
    return hash.digest('hex');
  }

  /** Gives what has come in its name as a whole content, on the disk when this is fulfilled. The part stays until `forget`. */
  async keep(id: string, sha256: string): Promise<void> {
    const part = this.partOf(id);
    const whole = this.pathOf(sha256);
    try {
      await sync(part);
      await mkdir(dirname(whole), { recursive: true, mode: 0o700 });
      await link(part, whole).catch(async (error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error;
        // The same content has come before. Nothing may name it yet: it is young again, and no sweep takes it away meanwhile.
        const now = new Date();
        await utimes(whole, now, now);
      });
      await sync(dirname(whole));
    } catch (error) {
      throw isFull(error) ? full(error) : error;
    }
  }

  /** Lets go of what has come in. */
  async forget(id: string): Promise<void> {
    await rm(this.partOf(id), { force: true });
  }

  /** Removes whole contents that were last written before a moment (UTC ms) and that nobody names. @returns how many */
  async forgetWhole(before: number, isNamed: (sha256: string) => Promise<boolean>): Promise<number> {
    let gone = 0;
    for (const folder of await readdir(this.#dir)) {
      if (!/^[0-9a-f]{2}$/.test(folder)) continue;
      for (const sha256 of await readdir(join(this.#dir, folder))) {
        const path = this.pathOf(sha256);
        if (!/^[0-9a-f]{64}$/.test(sha256) || !(await isOlder(path, before)) || (await isNamed(sha256))) continue;
        // The same content may have come anew while it was looked up who names it.
        if (!(await isOlder(path, before))) continue;
        await rm(path, { force: true });
        gone += 1;
      }
    }
    return gone;
  }

  /** Whether nothing of a content has come in since a moment, UTC ms; false where there is none. */
  partIsOlder(id: string, before: number): Promise<boolean> {
    return isOlder(this.partOf(id), before);
  }

  /** Ids of contents that are coming in. */
  async parts(): Promise<string[]> {
    const names = await readdir(join(this.#dir, 'uploads'));
    return names.flatMap((name) => /^([0-9a-f-]{36})\.part$/.exec(name)?.[1] ?? []);
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let done = 0;
  while (done < bytes.byteLength) done += (await handle.write(bytes, done)).bytesWritten;
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function isOlder(path: string, before: number): Promise<boolean> {
  try {
    // By `ctime` as well: a content gets its name by a link, which leaves the time of its bytes as it was.
    const { mtimeMs, ctimeMs } = await stat(path);
    return Math.max(mtimeMs, ctimeMs) < before;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function freeBytesOf(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error) ?? '');
}

function full(cause?: unknown): Refusal {
  return new Refusal('storage.full', "There is no room left on the server's disk.", { retryAfterMs: 60_000, cause });
}
