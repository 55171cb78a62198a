import type { Database, Statement } from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { type AnyRow, type EntityName, entityNameSchema } from '../../../sfu-server/protocol/entities/index.ts';
import { refusalSchema } from '../../../sfu-server/protocol/errors.ts';
import { SCHEMA_VERSION } from '../../../sfu-server/protocol/version.ts';
import type { AcknowledgedMutation, OutboxEntry, ReplicaState, ReplicaStore } from '../../bridge/replica/store.ts';
import { storageError } from './storage-errors.ts';

const STATE_KEY = 'state';

export const replicaStateSchema = z.object({
  clientId: z.uuid(),
  nextNumber: z.number().int().positive(),
  cursor: z.number().int().nonnegative().nullable(),
  schemaVersion: z.number().int(),
  generation: z.number().int().nonnegative(),
  snapshot: z
    .object({
      generation: z.number().int(),
      cursor: z.number().int().nonnegative(),
      after: z.object({ entity: entityNameSchema, id: z.string().nullable() }).nullable(),
      done: z.number().int(),
      total: z.number().int(),
    })
    .nullable(),
  lastSyncedAt: z.number().int().nullable(),
});

const outboxRowSchema = z.object({
  number: z.number().int(),
  name: z.string(),
  args: z.string(),
  created_at: z.number(),
  state: z.enum(['waiting', 'confirmed', 'refused']),
  error: z.string().nullable(),
  version: z.number().int().nullable(),
});

const acknowledgedRowSchema = z.object({
  client_id: z.string(),
  number: z.number().int(),
  name: z.string(),
  args: z.string(),
  created_at: z.number(),
  version: z.number().int(),
  acknowledged_at: z.number(),
});

/** An account's copy in a SQLite file. */
export class SqliteStore implements ReplicaStore {
  readonly #database: Database;
  /** Read for every row that is told to a page: kept in memory beside its row in `meta`. */
  #state: ReplicaState;
  /** Whether rows were swept that the write-ahead log still holds. */
  #swept = false;
  readonly #statements: Record<
    | 'row'
    | 'first'
    | 'after'
    | 'put'
    | 'delete'
    | 'sweep'
    | 'outboxPut'
    | 'outboxDelete'
    | 'acknowledged'
    | 'acknowledge'
    | 'unacknowledge'
    | 'trim'
    | 'state',
    Statement
  >;

  constructor(database: Database) {
    this.#database = database;
    this.#statements = {
      row: database.prepare('SELECT json FROM rows WHERE entity = ? AND id = ?').pluck(),
      first: database.prepare('SELECT json FROM rows WHERE entity = ? ORDER BY id LIMIT ?').pluck(),
      after: database.prepare('SELECT json FROM rows WHERE entity = ? AND id > ? ORDER BY id LIMIT ?').pluck(),
      put: database.prepare(
        'INSERT INTO rows (entity, id, generation, json) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET generation = excluded.generation, json = excluded.json',
      ),
      delete: database.prepare('DELETE FROM rows WHERE entity = ? AND id = ?'),
      sweep: database.prepare('DELETE FROM rows WHERE generation < ? RETURNING entity, id'),
      outboxPut: database.prepare(
        'INSERT OR REPLACE INTO outbox (number, name, args, created_at, state, error, version) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ),
      outboxDelete: database.prepare('DELETE FROM outbox WHERE number = ?'),
      acknowledged: database.prepare('SELECT * FROM acknowledged ORDER BY client_id, number'),
      acknowledge: database.prepare(
        'INSERT OR REPLACE INTO acknowledged (client_id, number, name, args, created_at, version, acknowledged_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ),
      unacknowledge: database.prepare('DELETE FROM acknowledged WHERE client_id = ? AND number = ?'),
      trim: database.prepare('DELETE FROM acknowledged WHERE acknowledged_at < ?'),
      state: database.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value'),
    };
    this.#state = this.#readState() ?? freshState();
    this.#writeState();
  }

  transaction<T>(work: () => T): T {
    const before = this.#state;
    try {
      const done = this.#database.transaction(work)();
      this.#forgetSwept();
      return done;
    } catch (error) {
      this.#state = before;
      throw storageError(error);
    }
  }

  state(): ReplicaState {
    return this.#state;
  }

  setState(change: Partial<ReplicaState>): void {
    this.#state = { ...this.#state, ...change };
    this.#writeState();
  }

  row(entity: EntityName, id: string): AnyRow | undefined {
    const json = this.#statements.row.get(entity, id);
    return json === undefined ? undefined : parseRow(json);
  }

  rows(entity: EntityName, after: string | null, limit: number): AnyRow[] {
    const { first, after: behind } = this.#statements;
    const found = after === null ? first.all(entity, limit) : behind.all(entity, after, limit);
    return found.map(parseRow);
  }

  putRow(entity: EntityName, row: AnyRow, generation: number): void {
    this.#statements.put.run(entity, row.id, generation, JSON.stringify(row));
  }

  deleteRow(entity: EntityName, id: string): void {
    this.#statements.delete.run(entity, id);
  }

  sweep(generation: number): { entity: EntityName; id: string }[] {
    const gone = z.array(z.object({ entity: z.string(), id: z.string() })).parse(this.#statements.sweep.all(generation));
    if (gone.length > 0) this.#swept = true;
    this.#forgetSwept();
    // Rows of an entity that this version no longer knows go without anybody to be told.
    return gone.flatMap(({ entity, id }) => {
      const known = entityNameSchema.safeParse(entity);
      return known.success ? [{ entity: known.data, id }] : [];
    });
  }

  outbox(): OutboxEntry[] {
    return readOutbox(this.#database);
  }

  putOutbox({ number, name, args, createdAt, state, error, version }: OutboxEntry): void {
    const reason = error === null ? null : JSON.stringify(error);
    this.#statements.outboxPut.run(number, name, JSON.stringify(args), createdAt, state, reason, version);
  }

  deleteOutbox(number: number): void {
    this.#statements.outboxDelete.run(number);
  }

  acknowledged(): AcknowledgedMutation[] {
    const rows = z.array(acknowledgedRowSchema).parse(this.#statements.acknowledged.all());
    return rows.map(({ client_id, args, created_at, acknowledged_at, ...rest }) => ({
      ...rest,
      clientId: client_id,
      args: JSON.parse(args) as unknown,
      createdAt: created_at,
      acknowledgedAt: acknowledged_at,
    }));
  }

  putAcknowledged({ clientId, number, name, args, createdAt, version, acknowledgedAt }: AcknowledgedMutation): void {
    this.#statements.acknowledge.run(clientId, number, name, JSON.stringify(args), createdAt, version, acknowledgedAt);
  }

  deleteAcknowledged(clientId: string, number: number): void {
    this.#statements.unacknowledge.run(clientId, number);
  }

  trimAcknowledged(before: number): void {
    this.#statements.trim.run(before);
  }

  close(): void {
    this.#database.close();
  }

  /** Empties the write-ahead log of what was swept; within a transaction that waits for its end. */
  #forgetSwept(): void {
    if (!this.#swept || this.#database.inTransaction) return;
    this.#database.pragma('wal_checkpoint(TRUNCATE)');
    this.#swept = false;
  }

  #readState(): ReplicaState | null {
    return readState(this.#database);
  }

  #writeState(): void {
    this.#statements.state.run(STATE_KEY, JSON.stringify(this.#state));
  }
}

/** The outbox as it lies in a file, in order of number; also of a file that is otherwise damaged. */
export function readOutbox(database: Database): OutboxEntry[] {
  const rows = z.array(outboxRowSchema).parse(database.prepare('SELECT * FROM outbox ORDER BY number').all());
  return rows.map(({ number, name, args, created_at, state, error, version }) => ({
    number,
    name,
    args: JSON.parse(args) as unknown,
    createdAt: created_at,
    state,
    error: error === null ? null : refusalSchema.parse(JSON.parse(error)),
    version,
  }));
}

/** Null where the file has none yet. */
export function readState(database: Database): ReplicaState | null {
  const value = database.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(STATE_KEY);
  return typeof value === 'string' ? replicaStateSchema.parse(JSON.parse(value)) : null;
}

function freshState(): ReplicaState {
  return {
    clientId: uuidv7(),
    nextNumber: 1,
    cursor: null,
    schemaVersion: SCHEMA_VERSION,
    generation: 0,
    snapshot: null,
    lastSyncedAt: null,
  };
}

/** Rows were checked against the protocol when they came in, and nobody else writes this file. */
function parseRow(json: unknown): AnyRow {
  return JSON.parse(String(json)) as AnyRow;
}
