import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { migrate } from './migrate.ts';
import { kyselyDatabase } from './sqlite-connection.ts';
import type { Tables } from './tables.ts';

/** The database, or a transaction of it: what every repository works on. */
export type Db = Kysely<Tables>;

/** The database cannot be opened; the message is one plain sentence for whoever starts the server. */
export class DatabaseUnavailable extends Error {}

/**
 * Opens the database and brings its tables up to date.
 *
 * One connection serves all: SQLite has one writer, and kysely queues what arrives while a transaction is open, so
 * inside a transaction only its own handle may be used.
 * @param url `sqlite:PATH`; other schemes are not supported yet
 * @throws DatabaseUnavailable
 */
export async function openDatabase(url: string): Promise<Db> {
  const path = sqlitePath(url);
  let sqlite: SqliteDatabase.Database;
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    sqlite = new SqliteDatabase(path);
    sqlite.pragma('journal_mode = WAL');
    // FULL: a mutation that was answered as applied has to survive a power cut.
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma('busy_timeout = 5000');
  } catch (error) {
    throw new DatabaseUnavailable(`The database ${path} cannot be opened: ${error instanceof Error ? error.message : String(error)}.`, {
      cause: error,
    });
  }
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: kyselyDatabase(sqlite) }) });
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    if (sqlite.open) sqlite.close();
    throw new DatabaseUnavailable(
      `The database ${path} cannot be brought up to date: ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error },
    );
  }
  return db;
}

function sqlitePath(url: string): string {
  const path = /^sqlite:(.+)$/.exec(url)?.[1];
  if (path === undefined) {
    throw new DatabaseUnavailable(`The database address "${redacted(url)}" is not supported: only sqlite:PATH is, for now.`);
  }
  return path;
}

/** An address without the password that it may carry. */
function redacted(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//…@');
}
