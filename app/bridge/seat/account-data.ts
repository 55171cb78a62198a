import { MAX_ATTACHMENT_BYTES, mediaTypeOfName } from '../../../sfu-server/protocol/attachment.ts';
import { type Attachment, attachmentSchema } from '../../../sfu-server/protocol/entities/attachment.ts';
import type { EntityName } from '../../../sfu-server/protocol/entities/index.ts';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { NotificationData } from '../../../sfu-server/protocol/notifications.ts';
import type { Account } from '../../../sfu-server/protocol/session.ts';
import type { ContentLine } from '../attachments/content-line.ts';
import type { ContentStore } from '../attachments/content-store.ts';
import { Transfers } from '../attachments/transfers.ts';
import type { Clock } from '../clock.ts';
import type { BridgeEvent, CallResult, LineState, OutboxItem, Transfer } from '../contract.ts';
import type { ServerLink } from '../link/server-link.ts';
import type { Log } from '../log.ts';
import { Replica } from '../replica/replica.ts';
import type { ReplicaStore } from '../replica/store.ts';
import { SyncEngine } from '../replica/sync-engine.ts';

interface AccountDataOptions {
  account: Account;
  link: ServerLink;
  store: ReplicaStore;
  content: ContentStore;
  contentLine: ContentLine;
  clock: Clock;
  log: Log;
  /** Rows start to come only when somebody asks for them. */
  lazy: boolean;
  /** False where nothing outlives the page: a change without a line is refused instead of kept. */
  queueOffline: boolean;
  dataChanged(data: BridgeEvent<'data.changed'>): void;
  outboxChanged(items: OutboxItem[]): void;
  transfersChanged(items: Transfer[]): void;
  lineChanged(): void;
}

/** The copy of one account and what keeps it in step with the server. */
export class AccountData {
  readonly account: Account;
  readonly #options: AccountDataOptions;
  readonly #replica: Replica;
  readonly #engine: SyncEngine;
  readonly #transfers: Transfers;
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
    this.#transfers = new Transfers({
      store: options.content,
      line: options.contentLine,
      ready: () => link.ready && link.account?.id === account.id,
      outbox: () => this.#replica.outbox(),
      changed: (items) => options.transfersChanged(items),
      clock,
      log,
    });
    this.#replica.on('data', (data) => {
      if (data.entity === 'attachment') this.#transfers.forget(data.removed);
      options.dataChanged(data);
    });
    this.#replica.on('outbox', (items) => {
      options.outboxChanged(items);
      this.#transfers.outboxChanged();
      options.lineChanged();
    });
    this.#started = !options.lazy;
    if (this.#started && link.ready) this.#engine.lineReady();
  }

  lineReady(): void {
    if (this.#started) this.#engine.lineReady();
    this.#transfers.lineReady();
  }

  poke(changed: NotificationData<'sync.changed'>): void {
    if (this.#started) this.#engine.poke(changed);
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
    const dropped = this.#replica.outbox().find((item) => item.number === number);
    this.#replica.drop(number);
    // With an announcement goes what it announced.
    const content = dropped?.name === 'attachment.add' ? idOf(dropped.args) : null;
    if (content === null || !this.#transfers.has(content)) return;
    this.#transfers.drop(content).catch((error: unknown) => this.#options.log('warn', 'a content stays', { error: String(error) }));
  }

  stage(id: string, offset: number, bytes: Uint8Array): Promise<void> {
    this.#needsLineUnlessQueued();
    return this.#transfers.stage(id, offset, bytes);
  }

  /** See the call `attachment.add`. Rejects with `attachment.type_refused`, `attachment.too_large`, `attachment.empty`, `mutation.malformed` … */
  async addAttachment(id: string, owner: Pick<Attachment, 'ownerEntity' | 'ownerId'>, name: string): Promise<void> {
    this.#needsLineUnlessQueued();
    const mediaType = mediaTypeOfName(name);
    if (mediaType === null) throw new Refusal('attachment.type_refused', 'Files of this kind are not accepted.');
    await this.#transfers.add(id, ({ size, sha256 }) => {
      if (size > MAX_ATTACHMENT_BYTES) throw new Refusal('attachment.too_large', 'The file is too large.');
      this.mutate('attachment.add', { id, ...owner, name, mediaType, size, sha256 });
    });
  }

  /** A piece of a content; less than asked for at its end. */
  readAttachment(id: string, offset: number, length: number): Promise<Uint8Array> {
    const row = attachmentSchema.safeParse(this.#replica.row('attachment', id));
    if (!row.success) throw new Refusal('row.unknown', 'This attachment does not exist.');
    return this.#transfers.read(row.data, offset, length);
  }

  transfers(): Transfer[] {
    return this.#transfers.list();
  }

  async redoAttachment(id: string): Promise<void> {
    const refused = this.#announcement(id, 'refused');
    if (refused !== undefined) this.redo(refused.number);
    await this.#transfers.redo(id);
  }

  async dropAttachment(id: string): Promise<void> {
    const refused = this.#announcement(id, 'refused');
    if (refused !== undefined) this.#replica.drop(refused.number);
    // An announcement that the server has, or will have, is taken back.
    else if (this.#replica.row('attachment', id) !== undefined) this.mutate('attachment.drop', { id });
    if (this.#transfers.has(id)) await this.#transfers.drop(id);
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
    this.#transfers.close();
    this.#replica.close();
  }

  #announcement(id: string, state: OutboxItem['state']): OutboxItem | undefined {
    return this.#replica.outbox().find((item) => item.name === 'attachment.add' && item.state === state && idOf(item.args) === id);
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

function idOf(args: unknown): string | null {
  return typeof args === 'object' && args !== null && 'id' in args && typeof args.id === 'string' ? args.id : null;
}
