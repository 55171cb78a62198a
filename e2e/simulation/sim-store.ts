import SqliteDatabase from 'better-sqlite3';
import { MemoryStore } from '../../app/bridge/replica/memory-store.ts';
import type { AcknowledgedMutation, OutboxEntry, ReplicaState, ReplicaStore } from '../../app/bridge/replica/store.ts';
import { CACHE_MIGRATIONS } from '../../app/host/cache/migrations/index.ts';
import { migrate } from '../../app/host/cache/migrations/migration.ts';
import { SqliteStore } from '../../app/host/cache/sqlite-store.ts';
import type { AnyRow, EntityName } from '../../sfu-server/protocol/entities/index.ts';
import type { Fuse } from './crash.ts';

/** What survives the console's process. */
export interface Disk {
  /** The store as a new process finds it. */
  open(): ReplicaStore;
  /** Whether a transaction that was under way is undone; where not, the process may die only between two. */
  readonly atomic: boolean;
  close(): void;
}

export function sqliteDisk(): Disk {
  const database = new SqliteDatabase(':memory:');
  migrate(database, CACHE_MIGRATIONS);
  return { open: () => new SqliteStore(database), atomic: true, close: () => database.close() };
}

export function memoryDisk(): Disk {
  const store = new MemoryStore();
  return { open: () => store, atomic: false, close: () => store.close() };
}

/** A store through which one process works: it may die at any write, and writes nothing afterwards. */
export class FusedStore implements ReplicaStore {
  readonly #inner: ReplicaStore;
  readonly #fuse: Fuse;
  readonly #atomic: boolean;
  #inTransaction = false;

  constructor(disk: Disk, fuse: Fuse) {
    this.#inner = disk.open();
    this.#atomic = disk.atomic;
    this.#fuse = fuse;
  }

  transaction<T>(work: () => T): T {
    return this.#fuse.step(() =>
      this.#inner.transaction(() => {
        this.#inTransaction = true;
        try {
          return work();
        } finally {
          this.#inTransaction = false;
        }
      }),
    );
  }

  state(): ReplicaState {
    return this.#inner.state();
  }

  setState(change: Partial<ReplicaState>): void {
    this.#write(() => this.#inner.setState(change));
  }

  row(entity: EntityName, id: string): AnyRow | undefined {
    return this.#inner.row(entity, id);
  }

  rows(entity: EntityName, after: string | null, limit: number): AnyRow[] {
    return this.#inner.rows(entity, after, limit);
  }

  putRow(entity: EntityName, row: AnyRow, generation: number): void {
    this.#write(() => this.#inner.putRow(entity, row, generation));
  }

  deleteRow(entity: EntityName, id: string): void {
    this.#write(() => this.#inner.deleteRow(entity, id));
  }

  sweep(generation: number): { entity: EntityName; id: string }[] {
    return this.#write(() => this.#inner.sweep(generation));
  }

  outbox(): OutboxEntry[] {
    return this.#inner.outbox();
  }

  putOutbox(entry: OutboxEntry): void {
    this.#write(() => this.#inner.putOutbox(entry));
  }

  deleteOutbox(number: number): void {
    this.#write(() => this.#inner.deleteOutbox(number));
  }

  acknowledged(): AcknowledgedMutation[] {
    return this.#inner.acknowledged();
  }

  putAcknowledged(mutation: AcknowledgedMutation): void {
    this.#write(() => this.#inner.putAcknowledged(mutation));
  }

  deleteAcknowledged(clientId: string, number: number): void {
    this.#write(() => this.#inner.deleteAcknowledged(clientId, number));
  }

  trimAcknowledged(before: number): void {
    this.#write(() => this.#inner.trimAcknowledged(before));
  }

  /** The disk outlives the process. */
  close(): void {}

  #write<T>(work: () => T): T {
    return this.#inTransaction && !this.#atomic ? work() : this.#fuse.step(work);
  }
}
