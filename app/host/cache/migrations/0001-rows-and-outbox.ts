import type { Migration } from './migration.ts';

export const rowsAndOutbox: Migration = {
  number: 1,
  name: 'rows and outbox',
  up: (database) => {
    database.exec(`
      CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

      -- The server's rows as they came, JSON. One table for all entities: every read is by (entity, id).
      CREATE TABLE rows (
        entity TEXT NOT NULL,
        id TEXT NOT NULL,
        generation INTEGER NOT NULL,
        json TEXT NOT NULL,
        PRIMARY KEY (entity, id)
      ) STRICT, WITHOUT ROWID;
      -- For the sweep at the end of a snapshot.
      CREATE INDEX rows_by_generation ON rows (generation);

      CREATE TABLE outbox (
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        args TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'refused')),
        error TEXT,
        version INTEGER
      ) STRICT;
    `);
  },
};
