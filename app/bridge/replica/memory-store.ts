import { v7 as uuidv7 } from 'uuid';
import type { AnyRow, EntityName } from '../../../sfu-server/protocol/entities/index.ts';
import { SCHEMA_VERSION } from '../../../sfu-server/protocol/version.ts';
import type { AcknowledgedMutation, OutboxEntry, ReplicaState, ReplicaStore } from './store.ts';

interface Kept {
  readonly row: AnyRow;
  readonly generation: number;
}

/** A copy that lives as long as its page: for pages that the server itself serves. */
export class MemoryStore implements ReplicaStore {
  readonly #rows = new Map<EntityName, Map<string, Kept>>();
  readonly #outbox = new Map<number, OutboxEntry>();
  /** In the order in which they came. */
  readonly #acknowledged = new Map<string, AcknowledgedMutation>();
  /** Sorted ids by entity, made when asked for and dropped when one comes or goes. */
  readonly #sorted = new Map<EntityName, string[]>();
  #state: ReplicaState = {
    clientId: uuidv7(),
    nextNumber: 1,
    cursor: null,
    schemaVersion: SCHEMA_VERSION,
    generation: 0,
    snapshot: null,
    lastSyncedAt: null,
  };

  /** Nothing here can fail half-way, and nothing survives the page: no undo is needed. */
  transaction<T>(work: () => T): T {
    return work();
  }

  state(): ReplicaState {
    return this.#state;
  }

  setState(change: Partial<ReplicaState>): void {
    this.#state = { ...this.#state, ...change };
  }

  row(entity: EntityName, id: string): AnyRow | undefined {
    return this.#rows.get(entity)?.get(id)?.row;
  }

  rows(entity: EntityName, after: string | null, limit: number): AnyRow[] {
    const kept = this.#rows.get(entity);
    if (kept === undefined) return [];
    const ids = this.#sorted.get(entity) ?? [...kept.keys()].sort();
    this.#sorted.set(entity, ids);
    const start = after === null ? 0 : firstAfter(ids, after);
    return ids.slice(start, start + limit).flatMap((id) => kept.get(id)?.row ?? []);
  }

  putRow(entity: EntityName, row: AnyRow, generation: number): void {
    const kept = this.#rows.get(entity) ?? new Map<string, Kept>();
    this.#rows.set(entity, kept);
    if (!kept.has(row.id)) this.#sorted.delete(entity);
    kept.set(row.id, { row, generation });
  }

  deleteRow(entity: EntityName, id: string): void {
    if (this.#rows.get(entity)?.delete(id)) this.#sorted.delete(entity);
  }

  sweep(generation: number): { entity: EntityName; id: string }[] {
    const gone: { entity: EntityName; id: string }[] = [];
    for (const [entity, kept] of this.#rows) {
      for (const [id, { generation: of }] of kept) {
        if (of < generation) gone.push({ entity, id });
      }
    }
    for (const { entity, id } of gone) this.deleteRow(entity, id);
    return gone;
  }

  outbox(): OutboxEntry[] {
    return [...this.#outbox.values()].sort((a, b) => a.number - b.number);
  }

  putOutbox(entry: OutboxEntry): void {
    this.#outbox.set(entry.number, entry);
  }

  deleteOutbox(number: number): void {
    this.#outbox.delete(number);
  }

  acknowledged(): AcknowledgedMutation[] {
    return [...this.#acknowledged.values()].sort((a, b) => a.clientId.localeCompare(b.clientId) || a.number - b.number);
  }

  putAcknowledged(mutation: AcknowledgedMutation): void {
    this.#acknowledged.set(`${mutation.clientId} ${mutation.number}`, mutation);
  }

  deleteAcknowledged(clientId: string, number: number): void {
    this.#acknowledged.delete(`${clientId} ${number}`);
  }

  trimAcknowledged(before: number): void {
    for (const [key, { acknowledgedAt }] of this.#acknowledged) {
      if (acknowledgedAt >= before) break;
      this.#acknowledged.delete(key);
    }
  }

  close(): void {
    this.#acknowledged.clear();
    this.#rows.clear();
    this.#outbox.clear();
    this.#sorted.clear();
  }
}

/** Index of the first id greater than `after` in a sorted list. */
function firstAfter(ids: readonly string[], after: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? '') <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
