import type { AnyRow, EntityName } from '../../../sfu-server/protocol/entities/index.ts';
import type { RefusalValue } from '../../../sfu-server/protocol/errors.ts';

/** A mutation on its way. `confirmed`: the server has applied it as `version`; it stays until the cursor gets there. */
export interface OutboxEntry {
  readonly number: number;
  readonly name: string;
  readonly args: unknown;
  readonly createdAt: number;
  readonly state: 'waiting' | 'confirmed' | 'refused';
  readonly error: RefusalValue | null;
  readonly version: number | null;
}

/** A mutation that the server has applied: kept for a week, in case the server is restored from an older back-up. */
export interface AcknowledgedMutation {
  readonly clientId: string;
  readonly number: number;
  readonly name: string;
  readonly args: unknown;
  readonly createdAt: number;
  /** Of the log that it became. */
  readonly version: number;
  readonly acknowledgedAt: number;
}

/** A snapshot under way; kept so that it goes on where it was cut. */
export interface SnapshotProgress {
  /** Rows written by it carry this; those with an older one are gone when it ends. */
  readonly generation: number;
  /** The log's version at its first page: where pulling starts afterwards. */
  readonly cursor: number;
  readonly after: { entity: EntityName; id: string | null } | null;
  readonly done: number;
  readonly total: number;
}

export interface ReplicaState {
  /** Names this copy to the server; mutation numbers count for it alone. */
  readonly clientId: string;
  readonly nextNumber: number;
  /** Version of the server's log up to which rows are in; null before the first snapshot. */
  readonly cursor: number | null;
  /** Of the rows kept (see SCHEMA_VERSION). */
  readonly schemaVersion: number;
  readonly generation: number;
  readonly snapshot: SnapshotProgress | null;
  readonly lastSyncedAt: number | null;
}

/** Where a copy of the rows and the outbox are kept. Synchronous: one writer, and a transaction is one function. */
export interface ReplicaStore {
  /** All of `work` or nothing of it. */
  transaction<T>(work: () => T): T;
  state(): ReplicaState;
  setState(change: Partial<ReplicaState>): void;
  row(entity: EntityName, id: string): AnyRow | undefined;
  /** In order of id, those after `after`. */
  rows(entity: EntityName, after: string | null, limit: number): AnyRow[];
  putRow(entity: EntityName, row: AnyRow, generation: number): void;
  deleteRow(entity: EntityName, id: string): void;
  /** Deletes the rows of older generations and says which they were. */
  sweep(generation: number): { entity: EntityName; id: string }[];
  /** In order of number. */
  outbox(): OutboxEntry[];
  putOutbox(entry: OutboxEntry): void;
  deleteOutbox(number: number): void;
  /** By client, in order of number. */
  acknowledged(): AcknowledgedMutation[];
  putAcknowledged(mutation: AcknowledgedMutation): void;
  deleteAcknowledged(clientId: string, number: number): void;
  /** Deletes those acknowledged before `before`, UTC ms. */
  trimAcknowledged(before: number): void;
  close(): void;
}
