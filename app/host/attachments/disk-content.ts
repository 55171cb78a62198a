import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { type FileHandle, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { MAX_ATTACHMENT_BYTES } from '../../../sfu-server/protocol/attachment.ts';
import { sha256Schema } from '../../../sfu-server/protocol/entities/attachment.ts';
import { Refusal, type RefusalValue, refusalSchema } from '../../../sfu-server/protocol/errors.ts';
import type { AnnouncedContent, ContentStore, StagedContent } from '../../bridge/attachments/content-store.ts';

/** Room for copies, bytes; beyond it the least recently seen go. */
export const COPIES_BYTES = 2 * 1024 * 1024 * 1024;

/** Where the contents of an account lie: a folder for each account and server, so that none is ever shown another's. */
export function contentFolder(dataDir: string, serverUrl: string, accountId: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([serverUrl, accountId]))
    .digest('hex');
  return join(dataDir, 'attachments', hash.slice(0, 32));
}

const stagedSchema = z.object({ size: z.number().int(), sha256: sha256Schema, refusal: refusalSchema.nullable() });

/**
 * Contents of one account in a folder of its own, for the present user alone: `staging/ID` with its `ID.json` for what waits
 * to be sent, `copies/ID` for what the server has. A staged file without its note was never whole, and goes at the start.
 */
export class DiskContent implements ContentStore {
  readonly #staging: string;
  readonly #copies: string;
  readonly #limit: number;
  /** Fetches under way, so that two who look at once fetch once. */
  readonly #fetching = new Map<string, Promise<void>>();

  /** @param limit room for copies, bytes; what waits to be sent does not count */
  constructor(dir: string, limit = COPIES_BYTES) {
    this.#staging = join(dir, 'staging');
    this.#copies = join(dir, 'copies');
    this.#limit = limit;
    for (const folder of [this.#staging, this.#copies]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  async stage(id: string, offset: number, bytes: Uint8Array): Promise<void> {
    const path = this.#stagedPath(id);
    const there = offset === 0 ? 0 : ((await sizeOf(path)) ?? 0);
    if (there !== offset) throw new Refusal('attachment.wrong_offset', `The next piece begins at ${there}.`);
    if (there + bytes.byteLength > MAX_ATTACHMENT_BYTES) {
      await this.forget(id);
      throw new Refusal('attachment.too_large', 'The file is too large.');
    }
    await orFull(() => withFile(path, offset === 0 ? 'w' : 'a', (file) => writeAll(file, bytes)));
  }

  async seal(id: string): Promise<StagedContent> {
    const path = this.#stagedPath(id);
    const size = (await sizeOf(path)) ?? 0;
    if (size === 0) throw new Refusal('attachment.empty', 'The file is empty.');
    const content = { id, size, sha256: await hashOf(path), refusal: null };
    await orFull(async () => {
      await withFile(path, 'r', (file) => file.sync());
      await this.#note(content);
    });
    return content;
  }

  async staged(): Promise<StagedContent[]> {
    const found: StagedContent[] = [];
    const names = await readdir(this.#staging);
    for (const name of names) {
      const id = name.replace(/\.json(\.new)?$/, '');
      const note = names.includes(`${id}.json`) && names.includes(id) ? await this.#readNote(id) : null;
      if (note === null || name.endsWith('.new')) await rm(join(this.#staging, name), { force: true });
      else if (name === id) found.push(note);
    }
    // Ids are made in order of time.
    return found.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async heldPiece(id: string, from: number, length: number): Promise<Uint8Array | null> {
    // First where it waits: it may become a copy between the two looks, never the other way round.
    const staged = await orMissing(readPiece(this.#stagedPath(id), from, length));
    return staged ?? orMissing(this.#seenPiece(id, from, length));
  }

  async refuse(id: string, refusal: RefusalValue | null): Promise<void> {
    const note = await this.#readNote(id);
    if (note !== null) await orFull(() => this.#note({ ...note, refusal }));
  }

  async sent(id: string): Promise<void> {
    await rm(`${this.#stagedPath(id)}.json`, { force: true });
    await rename(this.#stagedPath(id), this.#copyPath(id));
    await this.#makeRoom(0);
  }

  async forget(id: string): Promise<void> {
    for (const path of [`${this.#stagedPath(id)}.json`, this.#stagedPath(id), this.#copyPath(id), this.#partialPath(id)]) {
      await rm(path, { force: true });
    }
  }

  async fetchedPiece(
    content: AnnouncedContent,
    from: number,
    length: number,
    more: (from: number, length?: number) => AsyncIterable<Uint8Array>,
  ): Promise<Uint8Array> {
    const under = this.#fetching.get(content.id) ?? this.#fetch(content, more).finally(() => this.#fetching.delete(content.id));
    this.#fetching.set(content.id, under);
    await under;
    return this.#seenPiece(content.id, from, length);
  }

  close(): void {}

  /** A piece of a copy, which counts as seen by it. */
  async #seenPiece(id: string, from: number, length: number): Promise<Uint8Array> {
    const now = new Date();
    await utimes(this.#copyPath(id), now, now);
    return readPiece(this.#copyPath(id), from, length);
  }

  async #fetch(content: AnnouncedContent, more: (from: number) => AsyncIterable<Uint8Array>): Promise<void> {
    const partial = this.#partialPath(content.id);
    await this.#makeRoom(content.size);
    await orFull(async () => {
      let there = (await sizeOf(partial)) ?? 0;
      if (there > content.size) {
        await rm(partial);
        there = 0;
      }
      if (there === content.size) return;
      await withFile(partial, 'a', async (file) => {
        for await (const piece of more(there)) await writeAll(file, piece);
      });
    });
    if ((await sizeOf(partial)) !== content.size || (await hashOf(partial)) !== content.sha256) {
      await rm(partial, { force: true });
      throw new Refusal('attachment.hash_mismatch', 'What the server sent is not what the attachment announces.');
    }
    await rename(partial, this.#copyPath(content.id));
  }

  /** Copies that were seen least recently go until `coming` bytes fit. */
  async #makeRoom(coming: number): Promise<void> {
    const copies = [];
    for (const name of await readdir(this.#copies)) {
      if (this.#fetching.has(name.replace(/\.partial$/, ''))) continue;
      const found = await stat(join(this.#copies, name)).catch(() => null);
      if (found !== null) copies.push({ path: join(this.#copies, name), size: found.size, seenAt: found.mtimeMs });
    }
    let used = coming + copies.reduce((sum, copy) => sum + copy.size, 0);
    for (const copy of copies.sort((a, b) => a.seenAt - b.seenAt)) {
      if (used <= this.#limit) return;
      await rm(copy.path, { force: true });
      used -= copy.size;
    }
  }

  async #note({ id, size, sha256, refusal }: StagedContent): Promise<void> {
    const path = `${this.#stagedPath(id)}.json`;
    await writeFile(`${path}.new`, JSON.stringify({ size, sha256, refusal }), { mode: 0o600, flush: true });
    await rename(`${path}.new`, path);
  }

  async #readNote(id: string): Promise<StagedContent | null> {
    const text = await readFile(`${this.#stagedPath(id)}.json`, 'utf8').catch(() => null);
    const note = text === null ? null : stagedSchema.safeParse(parseOrNull(text));
    return note?.success === true ? { id, ...note.data } : null;
  }

  #stagedPath(id: string): string {
    return join(this.#staging, id);
  }

  #copyPath(id: string): string {
    return join(this.#copies, id);
  }

  #partialPath(id: string): string {
    return join(this.#copies, `${id}.partial`);
  }
}

async function withFile<T>(path: string, flags: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, flags, 0o600);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.byteLength; ) done += (await file.write(bytes, done)).bytesWritten;
}

async function readPiece(path: string, from: number, length: number): Promise<Uint8Array> {
  return withFile(path, 'r', async (file) => {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await file.read(bytes, 0, length, from);
    return bytes.subarray(0, bytesRead);
  });
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function sizeOf(path: string): Promise<number | null> {
  return (await orMissing(stat(path)))?.size ?? null;
}

/** What `work` gives; null where its file is not there. */
async function orMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Does what writes; a disk without room becomes a refusal that a person understands. */
async function orFull<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EFBIG') throw error;
    throw new Refusal('cache.full', 'There is no room left on the disk of this machine.', { cause: error });
  }
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
