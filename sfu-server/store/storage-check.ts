import { statfs } from 'node:fs/promises';
import type { Db } from './database.ts';
import { isStorageFull } from './sqlite-connection.ts';

/** Less room than this is no room: a group of mutations, its trail and SQLite's journal want to be written whole. */
const LEAST_ROOM_BYTES = 8 * 1024 * 1024;
/** An answer stands for this long, ms: whoever asks without end must not keep the disk busy. */
const ANSWER_STANDS_MS = 1_000;
const KEY = 'storage_checked_at';

/**
 * Whether what people do can be stored just now. It asks by doing: a disk that is full, pulled out or mounted read-only still answers
 * every `select`.
 */
export class StorageCheck {
  readonly #db: Db;
  readonly #folder: string;
  readonly #now: () => number;
  #answer: Promise<string | null> | null = null;
  #askedAt = 0;

  /** @param folder the data folder, whose disk has to have room */
  constructor(db: Db, folder: string, now: () => number = Date.now) {
    this.#db = db;
    this.#folder = folder;
    this.#now = now;
  }

  /** One sentence that says what is wrong; null where all is well. Never rejects. */
  problem(): Promise<string | null> {
    const now = this.#now();
    // A clock that is set back asks anew, too.
    if (this.#answer === null || Math.abs(now - this.#askedAt) >= ANSWER_STANDS_MS) {
      this.#askedAt = now;
      this.#answer = this.#look(now);
    }
    return this.#answer;
  }

  async #look(now: number): Promise<string | null> {
    try {
      const { bavail, bsize } = await statfs(this.#folder);
      if (bavail * bsize < LEAST_ROOM_BYTES) return 'The disk of the data folder is full.';
      const row = { key: KEY, value: String(now) };
      await this.#db
        .insertInto('meta')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: row.value }))
        .execute();
      return null;
    } catch (error) {
      if (isStorageFull(error)) return 'The disk of the data folder is full.';
      const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
      return `The database cannot be written${code}.`;
    }
  }
}
