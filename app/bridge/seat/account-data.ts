import type { EntityName } from '../../../sfu-server/protocol/entities/index.ts';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { Account } from '../../../sfu-server/protocol/session.ts';
import type { Clock } from '../clock.ts';
import type { BridgeEvent, CallResult, LineState, OutboxItem } from '../contract.ts';
import type { ServerLink } from '../link/server-link.ts';
import type { Log } from '../log.ts';
import { Replica } from '../replica/replica.ts';
import type { ReplicaStore } from '../replica/store.ts';
import { SyncEngine } from '../replica/sync-engine.ts';

interface AccountDataOptions {
  account: Account;
  link: ServerLink;
  store: ReplicaStore;
  clock: Clock;
  log: Log;
  /** Rows start to come only when somebody asks for them. */
  lazy: boolean;
  /** False where nothing outlives the page: a change without a line is refused instead of kept. */
  queueOffline: boolean;
  dataChanged(data: BridgeEvent<'data.changed'>): void;
  outboxChanged(items: OutboxItem[]): void;
  lineChanged(): void;
}

/** The copy of one account and what keeps it in step with the server. */
export class AccountData {
  readonly account: Account;
  readonly #options: AccountDataOptions;
  readonly #replica: Replica;
  readonly #engine: SyncEngine;
  #started: boolean;

  constructor(options: AccountDataOptions) {
    const { account, link, store, clock, log } = options;
    this.account = account;
    this.#options = options;
    this.#replica = new Replica(store, account);
    this.#engine = new SyncEngine({
      replica: this.#replica,
      request: (type, data, { timeoutMs }) => link.request(type, data, { timeoutMs }),
      ready: () => link.ready && link.account?.id === account.id,
      clock,
      log,
      changed: () => options.lineChanged(),
    });
    this.#replica.on('data', (data) => options.dataChanged(data));
    this.#replica.on('outbox', (items) => {
      options.outboxChanged(items);
      options.lineChanged();
    });
    this.#started = !options.lazy;
    if (this.#started && link.ready) this.#engine.lineReady();
  }

  lineReady(): void {
    if (this.#started) this.#engine.lineReady();
  }

  poke(version: number): void {
    if (this.#started) this.#engine.poke(version);
  }

  read(entity: EntityName, after: string | null, limit: number): CallResult<'data.read'> {
    this.#start();
    return this.#replica.read(entity, after, limit);
  }

  mutate(name: string, args: unknown): number {
    this.#needsLineUnlessQueued();
    this.#start();
    const number = this.#replica.mutate(name, args, this.#options.clock.now());
    this.#engine.kick();
    return number;
  }

  redo(number: number): number {
    this.#needsLineUnlessQueued();
    const next = this.#replica.redo(number, this.#options.clock.now());
    this.#engine.kick();
    return next;
  }

  drop(number: number): void {
    this.#replica.drop(number);
  }

  outbox(): OutboxItem[] {
    return this.#replica.outbox();
  }

  /** The part of the line's state that depends on rows and outbox. */
  line(): Pick<LineState, 'waiting' | 'refused' | 'lastSyncedAt' | 'progress'> & { busy: boolean } {
    const waiting = this.#replica.waiting().length;
    const { snapshot, lastSyncedAt } = this.#replica.state;
    return {
      waiting,
      refused: this.#replica.refused,
      lastSyncedAt,
      progress: snapshot === null ? null : { done: snapshot.done, total: Math.max(snapshot.done, snapshot.total) },
      busy: this.#started && (waiting > 0 || this.#engine.catchingUp),
    };
  }

  close(): void {
    this.#engine.dispose();
    this.#replica.close();
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    if (this.#options.link.ready) this.#engine.lineReady();
  }

  #needsLineUnlessQueued(): void {
    if (!this.#options.queueOffline && !this.#options.link.ready) throw new Refusal('line.offline', 'There is no line to the server.');
  }
}
