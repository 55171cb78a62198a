import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { type Migration, migrate } from './migrations/migration.ts';

const OLDEST_NODE = 24;
/** How long a host that is just ending may still hold the file. */
const BUSY_MS = 2_000;

/** The file cannot be read as what it should be; anything else (locked, no room, not allowed) is not this. */
export class DamagedDatabase extends Error {}

/**
 * Opens a database file of ours and brings it to the newest form; only its owner can read it (folder 0700, file 0600),
 * and only this process writes it. Throws `DamagedDatabase` where it is broken: SQLite's own quick check is part of opening.
 */
export function openDatabase(path: string, migrations: readonly Migration[]): Database.Database {
  refuseOldNode();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Made before SQLite does, so that no moment passes in which others may read it; -wal and -shm inherit its mode.
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const database = new Database(path, { timeout: BUSY_MS });
  try {
    // A second console on the same folder would send the same outbox once more: it is refused here, by the file's lock.
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    // What an account may not read any more is not to be found in the file either.
    database.pragma('secure_delete = ON');
    // What is in the outbox must outlive a power cut.
    database.pragma('synchronous = FULL');
    const check = database.pragma('quick_check(1)', { simple: true });
    if (check !== 'ok') throw new DamagedDatabase(`quick_check: ${String(check)}`);
    migrate(database, migrations);
    return database;
  } catch (error) {
    database.close();
    throw isDamage(error) ? new DamagedDatabase(`${path}: ${String(error)}`, { cause: error }) : error;
  }
}

/** Moves a damaged database out of the way, for whoever wants to look at it; says where it is now. */
export function setAside(path: string): string {
  const aside = `${path}.damaged-${Date.now()}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}

function isDamage(error: unknown): boolean {
  return error instanceof DamagedDatabase || (error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(error.code));
}

/** better-sqlite3 13 does not refuse an older Node, it crashes in it (see field notes). */
function refuseOldNode(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE) throw new Error(`The console's cache needs Node ${OLDEST_NODE}; this is ${process.versions.node}.`);
}
