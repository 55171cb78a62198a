import type { Database, Statement } from 'better-sqlite3';
import type { Settings } from '../../bridge/seat/settings.ts';
import { DamagedDatabase, openDatabase, setAside } from '../cache/database.ts';
import type { Migration } from '../cache/migrations/migration.ts';

const SEAT_MIGRATIONS: readonly Migration[] = [
  {
    number: 1,
    name: 'settings',
    up: (database) => {
      database.exec('CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID');
    },
  },
];

/** A seat's settings in a file beside the caches: they are there before anybody signs in. */
export class SqliteSettings implements Settings {
  readonly #database: Database;
  readonly #get: Statement;
  readonly #set: Statement;
  readonly #forget: Statement;

  /** Settings in a damaged file are lost: the seat starts with its defaults. */
  constructor(path: string) {
    this.#database = openOrStartAnew(path);
    this.#get = this.#database.prepare('SELECT value FROM settings WHERE key = ?').pluck();
    this.#set = this.#database.prepare('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
    this.#forget = this.#database.prepare('DELETE FROM settings WHERE key = ?');
  }

  get(key: string): string | null {
    const value = this.#get.get(key);
    return typeof value === 'string' ? value : null;
  }

  set(key: string, value: string | null): void {
    if (value === null) this.#forget.run(key);
    else this.#set.run(key, value);
  }

  close(): void {
    this.#database.close();
  }
}

function openOrStartAnew(path: string): Database {
  try {
    return openDatabase(path, SEAT_MIGRATIONS);
  } catch (error) {
    if (!(error instanceof DamagedDatabase)) throw error;
    setAside(path);
    return openDatabase(path, SEAT_MIGRATIONS);
  }
}
