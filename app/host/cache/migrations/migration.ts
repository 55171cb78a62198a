import type { Database } from 'better-sqlite3';

/** One step of a database's form. Numbers start at 1 and are never given twice; a step that has been shipped never changes. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  up(database: Database): void;
}

/** Brings a database to the newest form, each step in a transaction of its own. Throws where it is newer than this program. */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  const present = Number(database.pragma('user_version', { simple: true }));
  const newest = migrations.at(-1)?.number ?? 0;
  if (present > newest) throw new Error(`The file has form ${present}; this program knows up to ${newest}.`);
  for (const migration of migrations) {
    if (migration.number <= present) continue;
    database.transaction(() => {
      migration.up(database);
      database.pragma(`user_version = ${migration.number}`);
    })();
  }
}
