import { v7 as uuidv7 } from 'uuid';
import type { AnyRow, EntityName, RowChange } from '../../../sfu-server/protocol/entities/index.ts';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { MutationResult } from '../../../sfu-server/protocol/mutations.ts';
import type { RequestResult } from '../../../sfu-server/protocol/requests/index.ts';
import type { Account } from '../../../sfu-server/protocol/session.ts';
import { SCHEMA_VERSION } from '../../../sfu-server/protocol/version.ts';
import type { Dispose } from '../bridge.ts';
import type { BridgeEvent, OutboxItem } from '../contract.ts';
import { Emitter } from '../emitter.ts';
import { lostAside, outboxOfNewClient } from './aside.ts';
import { Overlay } from './overlay.ts';
import { type Settlement, settlementOf } from './settlement.ts';
import { ShownRows } from './shown-rows.ts';
import type { AcknowledgedMutation, OutboxEntry, ReplicaState, ReplicaStore, SnapshotProgress } from './store.ts';
import { Touched } from './touched.ts';

interface ReplicaEvents {
  /** Rows as shown have changed. */
  data: BridgeEvent<'data.changed'>;
  outbox: OutboxItem[];
}

/** How long what the server has applied is kept, ms: back-ups are made daily, and a restore is noticed within days. */
const ACKNOWLEDGED_KEPT_MS = 7 * 86_400_000;

export type SnapshotPage = RequestResult<'sync.snapshot'>;
export type PulledChanges = Extract<RequestResult<'sync.pull'>, { kind: 'changes' }>;

/**
 * The console's copy: the server's rows, and on top of them what waits in the outbox. Each change is one
 * transaction of the store; listeners are told after it.
 */
export class Replica {
  readonly #store: ReplicaStore;
  readonly #overlay: Overlay;
  readonly #shown: ShownRows;
  readonly #events = new Emitter<ReplicaEvents>();

  constructor(store: ReplicaStore, account: Account) {
    this.#store = store;
    this.#overlay = new Overlay(account, store.outbox());
    this.#shown = new ShownRows(store, this.#overlay);
  }

  on<N extends keyof ReplicaEvents>(name: N, listener: (data: ReplicaEvents[N]) => void): Dispose {
    return this.#events.on(name, listener);
  }

  get state(): ReplicaState {
    return this.#store.state();
  }

  /** True when rows have to come afresh before pulling makes sense. */
  get needsSnapshot(): boolean {
    const { cursor, schemaVersion, snapshot } = this.state;
    return cursor === null || snapshot !== null || schemaVersion !== SCHEMA_VERSION;
  }

  outbox(): OutboxItem[] {
    return this.#overlay
      .entries()
      .map(({ number, name, args, createdAt, state, error }) => ({ number, name, args, createdAt, state, error }));
  }

  waiting(): OutboxEntry[] {
    return this.#overlay.entries().filter((entry) => entry.state === 'waiting');
  }

  get refused(): number {
    return this.#overlay.entries().filter((entry) => entry.state === 'refused').length;
  }

  /** Rows as shown, in order of id, those after `after`. */
  read(entity: EntityName, after: string | null, limit: number): { rows: AnyRow[]; next: string | null; pendingIds: string[] } {
    return this.#shown.read(entity, after, limit);
  }

  /** One row as shown. */
  row(entity: EntityName, id: string): AnyRow | undefined {
    return this.#shown.row(entity, id);
  }

  /** Puts a change into the outbox and shows it. Throws `mutation.unknown` or `mutation.malformed`, and keeps nothing then. */
  mutate(name: string, args: unknown, at: number): number {
    const effect = this.#overlay.bind(name, args);
    const entry = this.#store.transaction(() => this.#enqueue(name, effect.args, at));
    this.#overlay.put(entry);
    this.#tell(new Touched().add(effect.entity, effect.rowId), true);
    return entry.number;
  }

  /** Lets go of a refused mutation. */
  drop(number: number): void {
    this.#refusedEntry(number);
    this.#store.transaction(() => this.#store.deleteOutbox(number));
    this.#overlay.delete(number);
    this.#tell(new Touched(), true);
  }

  /** Sends a refused mutation again, under a new number. */
  redo(number: number, at: number): number {
    const old = this.#refusedEntry(number);
    const effect = this.#overlay.bind(old.name, old.args);
    const entry = this.#store.transaction(() => {
      this.#store.deleteOutbox(number);
      return this.#enqueue(old.name, effect.args, at);
    });
    this.#overlay.delete(number);
    this.#overlay.put(entry);
    this.#tell(new Touched().add(effect.entity, effect.rowId), true);
    return entry.number;
  }

  /** The server's word on what was pushed; `at` is our time, UTC ms. */
  settle(results: readonly MutationResult[], at: number): void {
    const touched = new Touched();
    const cursor = this.state.cursor;
    const changes: Settlement[] = [];
    for (const result of results) {
      const entry = this.#overlay.entry(result.number);
      if (entry?.state !== 'waiting') continue;
      const key = this.#overlay.target(result.number);
      if (key !== undefined) touched.add(key.entity, key.rowId);
      changes.push(settlementOf(entry, result, cursor));
    }
    this.#store.transaction(() => {
      const { clientId } = this.state;
      for (const { entry, done } of changes) {
        this.#acknowledge(clientId, entry, at);
        if (done) this.#store.deleteOutbox(entry.number);
        else this.#store.putOutbox(entry);
      }
    });
    for (const { entry, done } of changes) {
      if (done) this.#overlay.delete(entry.number);
      else this.#overlay.put(entry);
    }
    this.#tell(touched, changes.length > 0);
  }

  /** Changes since the cursor. The overlay of what they confirm goes in the same transaction. */
  applyPull(pulled: Pick<PulledChanges, 'changes' | 'cursor'>): void {
    const touched = new Touched();
    const { generation } = this.state;
    const dropped = this.#store.transaction(() => {
      this.#write(pulled.changes, generation, touched);
      this.#store.setState({ cursor: pulled.cursor });
      return this.#dropReached(pulled.cursor, touched);
    });
    this.#tell(touched, dropped);
  }

  /** Forgets how far the rows go, so that they come afresh; rows stay shown until then, and the outbox stays. */
  requireSnapshot(): void {
    this.#store.transaction(() => this.#store.setState({ cursor: null, snapshot: null }));
  }

  /** A page of a snapshot, in the order in which they come. The last one makes the copy whole. */
  applySnapshotPage(page: SnapshotPage): void {
    const touched = new Touched();
    const dropped = this.#store.transaction(() => {
      const state = this.state;
      const progress = state.schemaVersion === page.schemaVersion ? state.snapshot : null;
      const under: SnapshotProgress = progress ?? {
        generation: state.generation + 1,
        cursor: page.cursor,
        after: null,
        done: 0,
        total: page.total,
      };
      this.#write(page.rows, under.generation, touched);
      if (page.next !== null) {
        const snapshot = { ...under, after: page.next, done: under.done + page.rows.length };
        this.#store.setState({ schemaVersion: page.schemaVersion, cursor: null, snapshot });
        return false;
      }
      for (const { entity, id } of this.#store.sweep(under.generation)) touched.add(entity, id);
      this.#store.setState({ schemaVersion: page.schemaVersion, generation: under.generation, cursor: under.cursor, snapshot: null });
      return this.#dropReached(under.cursor, touched);
    });
    this.#tell(touched, dropped);
  }

  /** Every change up to the server's present is in. */
  synced(at: number): void {
    this.#store.setState({ lastSyncedAt: at });
    this.#store.trimAcknowledged(at - ACKNOWLEDGED_KEPT_MS);
  }

  /** What the server has applied within the last days, by client, in order of number. */
  acknowledged(): AcknowledgedMutation[] {
    return this.#store.acknowledged();
  }

  /** The server, restored from a back-up, has no memory of these: they come back as refused, for somebody to redo or drop. */
  markLost(lost: readonly AcknowledgedMutation[]): void {
    if (lost.length === 0) return;
    const entries = lostAside(this.#overlay.entries(), lost);
    this.#store.transaction(() => {
      for (const { clientId, number } of lost) this.#store.deleteAcknowledged(clientId, number);
      for (const entry of entries) this.#store.putOutbox(entry);
    });
    for (const entry of entries) this.#overlay.put(entry);
    this.#tell(new Touched(), true);
  }

  /**
   * The server no longer knows this client's numbers (restored from a copy, or our file was): go on as a new
   * client, with what waits numbered anew. None of it has been applied, or it would not have been refused as a gap.
   */
  renewIdentity(): void {
    const { waiting, aside } = outboxOfNewClient(this.#overlay.entries());
    this.#store.transaction(() => {
      for (const entry of this.#overlay.entries()) this.#store.deleteOutbox(entry.number);
      for (const entry of [...waiting, ...aside]) this.#store.putOutbox(entry);
      this.#store.setState({ clientId: uuidv7(), nextNumber: waiting.length + 1, cursor: null, snapshot: null });
    });
    this.#overlay.reset(this.#store.outbox());
    this.#tell(new Touched(), true);
  }

  close(): void {
    this.#events.clear();
    this.#store.close();
  }

  #enqueue(name: string, args: unknown, at: number): OutboxEntry {
    const number = this.state.nextNumber;
    const entry: OutboxEntry = { number, name, args, createdAt: at, state: 'waiting', error: null, version: null };
    this.#store.putOutbox(entry);
    this.#store.setState({ nextNumber: number + 1 });
    return entry;
  }

  #acknowledge(clientId: string, { number, name, args, createdAt, state, version }: OutboxEntry, at: number): void {
    if (state !== 'confirmed' || version === null) return;
    this.#store.putAcknowledged({ clientId, number, name, args, createdAt, version, acknowledgedAt: at });
  }

  #refusedEntry(number: number): OutboxEntry {
    const entry = this.#overlay.entry(number);
    if (entry === undefined) throw new Refusal('row.unknown', `There is no mutation ${number} in the outbox.`);
    if (entry.state !== 'refused') throw new Refusal('state.conflict', `Mutation ${number} is ${entry.state}, not refused.`);
    return entry;
  }

  #write(changes: readonly RowChange[], generation: number, touched: Touched): void {
    for (const change of changes) {
      const id = change.op === 'put' ? change.row.id : change.id;
      if (change.op === 'put') this.#store.putRow(change.entity, change.row, generation);
      else this.#store.deleteRow(change.entity, id);
      touched.add(change.entity, id);
    }
  }

  /** Runs inside a transaction: lets go of confirmed mutations whose change is in the rows now. */
  #dropReached(cursor: number, touched: Touched): boolean {
    const reached = this.#overlay.entries().filter((entry) => entry.state === 'confirmed' && (entry.version ?? 0) <= cursor);
    for (const entry of reached) {
      const target = this.#overlay.target(entry.number);
      if (target !== undefined) touched.add(target.entity, target.rowId);
      this.#store.deleteOutbox(entry.number);
      // The overlay is memory: it follows only what the store has kept, so `#tell` changes it after the transaction.
      touched.drop(entry.number);
    }
    return reached.length > 0;
  }

  #tell(touched: Touched, outboxChanged: boolean): void {
    for (const number of touched.dropped) this.#overlay.delete(number);
    for (const news of this.#shown.news(touched)) this.#events.emit('data', news);
    if (outboxChanged) this.#events.emit('outbox', this.outbox());
  }
}
