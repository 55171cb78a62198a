import type { Migration } from './migration.ts';

export const acknowledged: Migration = {
  number: 2,
  name: 'acknowledged mutations',
  up: (database) => {
    database.exec(`
      -- What the server has applied, for a week: one that is restored from a back-up is asked which of it it still knows.
      CREATE TABLE acknowledged (
        client_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        name TEXT NOT NULL,
        args TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        version INTEGER NOT NULL,
        acknowledged_at INTEGER NOT NULL,
        PRIMARY KEY (client_id, number)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX acknowledged_by_age ON acknowledged (acknowledged_at);
    `);
  },
};
