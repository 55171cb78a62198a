import SqliteDatabase from 'better-sqlite3';
import type { SqliteDatabase as KyselyDatabase } from 'kysely';
import { Refusal } from '../protocol/errors.ts';

/** Statements kept ready; the data core has some 60, lists of ids of every length make more. */
const MOST_STATEMENTS = 256;
/** When whoever asked may ask again: somebody has to make room first, ms. */
const RETRY_MS = 5_000;

/**
 * A database as kysely wants it, with three things of our own: statements are prepared once, a disk without room is a refusal that the
 * asker understands, and undoing a transaction that SQLite has already undone by itself (it does when the disk is full) is no error.
 */
export function kyselyDatabase(sqlite: SqliteDatabase.Database): KyselyDatabase {
  const statements = new Map<string, SqliteDatabase.Statement>();
  const prepare = (text: string): SqliteDatabase.Statement => {
    const known = statements.get(text);
    if (known !== undefined) return known;
    const oldest = statements.keys().next();
    if (statements.size >= MOST_STATEMENTS && !oldest.done) statements.delete(oldest.value);
    const made = sqlite.prepare(text);
    statements.set(text, made);
    return made;
  };
  return {
    close: () => {
      statements.clear();
      sqlite.close();
    },
    prepare: (text) => {
      const statement = guarded(() => prepare(text));
      const isRollback = text === 'rollback';
      return {
        reader: statement.reader,
        all: (parameters) => guarded(() => statement.all(...parameters)),
        run: (parameters) => {
          if (isRollback && !sqlite.inTransaction) return { changes: 0, lastInsertRowid: 0 };
          return guarded(() => statement.run(...parameters));
        },
        iterate: (parameters) => statement.iterate(...parameters),
      };
    },
  };
}

/** Whether the transaction under way failed for want of room: then nothing of it holds, whatever the part of it that failed. */
export function isStorageFull(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'storage.full';
}

/** Whether a row did not fit with a rule of the database (a trigger, a check, a key): one statement failed, the transaction stands. */
export function breaksRule(error: unknown): boolean {
  return error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT');
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SqliteDatabase.SqliteError) || error.code !== 'SQLITE_FULL') throw error;
    throw new Refusal('storage.full', "The server's disk is full; nothing has been changed.", {
      retryAfterMs: RETRY_MS,
      cause: error,
    });
  }
}
