import { MAX_PART_BYTES } from '../../../sfu-server/protocol/attachment.ts';
import { type ErrorCode, Refusal, type RefusalValue } from '../../../sfu-server/protocol/errors.ts';
import type { Clock } from '../clock.ts';
import type { OutboxItem, Transfer } from '../contract.ts';
import { Backoff } from '../link/backoff.ts';
import type { Log } from '../log.ts';
import type { ContentLine } from './content-line.ts';
import type { AnnouncedContent, ContentStore, StagedContent } from './content-store.ts';

/** Bytes that go up at once: a cut costs at most this much, and progress is seen to move. */
const PART_BYTES = Math.min(512 * 1024, MAX_PART_BYTES);

/** Refusals that no trying again changes: a person has to look. */
const FINAL: ReadonlySet<ErrorCode> = new Set([
  'row.unknown',
  'right.missing',
  'request.too_large',
  'attachment.hash_mismatch',
  'attachment.type_mismatch',
  'attachment.type_refused',
]);

export interface TransfersOptions {
  store: ContentStore;
  line: ContentLine;
  /** Whether requests are let through as this account just now. */
  ready(): boolean;
  /** Mutations on their way: a content goes up only after its announcement. */
  outbox(): readonly OutboxItem[];
  changed(items: Transfer[]): void;
  clock: Clock;
  log: Log;
  random?: () => number;
}

/** Sends contents up one after another, in the background, from where the server has them; asks again after a cut. */
export class Transfers {
  readonly #options: TransfersOptions;
  readonly #backoff: Backoff;
  readonly #staged = new Map<string, StagedContent>();
  #sending: { id: string; sent: number } | null = null;
  #running = false;
  #retryDue = false;
  #stopRetry = (): void => {};
  #disposed = false;

  constructor(options: TransfersOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.random);
    options.store.staged().then(
      (found) => {
        for (const content of found) this.#staged.set(content.id, content);
        this.#tell();
        this.kick();
      },
      (error: unknown) => options.log('error', 'what waits to be sent could not be read', { error: String(error) }),
    );
  }

  list(): Transfer[] {
    return [...this.#staged.values()].map(({ id, size, refusal }) => {
      const sent = this.#sending?.id === id ? this.#sending.sent : 0;
      const error = refusal ?? this.#refusedAnnouncement(id);
      return { id, size, sent, state: error !== null ? 'refused' : this.#sending?.id === id ? 'sending' : 'waiting', error };
    });
  }

  stage(id: string, offset: number, bytes: Uint8Array): Promise<void> {
    if (this.#staged.has(id)) return Promise.reject(new Refusal('state.conflict', 'This content is on its way already.'));
    return this.#options.store.stage(id, offset, bytes);
  }

  /** What was staged is whole. `announce` puts the announcement into the outbox; where it throws, nothing is kept. */
  async add(id: string, announce: (content: StagedContent) => void): Promise<void> {
    const { store } = this.#options;
    const content = await store.seal(id);
    try {
      announce(content);
    } catch (error) {
      await store.forget(id);
      throw error;
    }
    this.#staged.set(id, content);
    this.#tell();
    this.kick();
  }

  /** Sends once more what the server would not have. */
  async redo(id: string): Promise<void> {
    const content = this.#must(id);
    await this.#options.store.refuse(id, null);
    this.#staged.set(id, { ...content, refusal: null });
    this.#tell();
    this.#stopRetry();
    this.#retryDue = false;
    this.kick();
  }

  /** Lets go of what waits. */
  async drop(id: string): Promise<void> {
    this.#must(id);
    this.#staged.delete(id);
    await this.#options.store.forget(id);
    this.#tell();
  }

  has(id: string): boolean {
    return this.#staged.has(id);
  }

  /** A piece of a content: of what waits, of a copy, or fetched. */
  async read(content: AnnouncedContent & { readonly complete: boolean }, from: number, length: number): Promise<Uint8Array> {
    const { store, line } = this.#options;
    const held = await store.heldPiece(content.id, from, length);
    if (held !== null) return held;
    if (!content.complete) throw new Refusal('attachment.not_there', 'The content has not reached the server yet.');
    return store.fetchedPiece(content, from, length, (start, most) => line.fetch(content.id, start, most));
  }

  /** Rows are gone: what they were of is not to lie here any longer. */
  forget(ids: readonly string[]): void {
    for (const id of ids) {
      if (this.#staged.has(id)) continue;
      this.#options.store.forget(id).catch((error: unknown) => this.#options.log('warn', 'a copy stays', { error: String(error) }));
    }
  }

  /** The line is there, or the outbox has moved: something may be to do. */
  kick(): void {
    if (this.#running || this.#disposed || this.#retryDue || !this.#options.ready()) return;
    const next = this.#next();
    if (next === undefined) return;
    this.#running = true;
    this.#send(next)
      .then(() => this.#backoff.reset())
      .catch((error: unknown) => this.#failed(next.id, error))
      .finally(() => {
        this.#running = false;
        this.#sending = null;
        if (this.#disposed) return;
        this.#tell();
        this.kick();
      });
  }

  /** The line is there anew: what failed for want of it is tried at once. */
  lineReady(): void {
    this.#stopRetry();
    this.#retryDue = false;
    this.#backoff.reset();
    this.kick();
  }

  /** The outbox has moved. */
  outboxChanged(): void {
    if (this.#staged.size === 0) return;
    this.#tell();
    this.kick();
  }

  close(): void {
    this.#disposed = true;
    this.#stopRetry();
    this.#options.line.close();
    this.#options.store.close();
  }

  #next(): StagedContent | undefined {
    const unsent = new Set(this.#announcements().flatMap(({ id, item }) => (item.state === 'confirmed' ? [] : [id])));
    return [...this.#staged.values()].find(({ id, refusal }) => refusal === null && !unsent.has(id));
  }

  async #send(content: StagedContent): Promise<void> {
    const { line, store } = this.#options;
    const { id, size } = content;
    let state = await line.state(id);
    this.#sending = { id, sent: state.offset };
    this.#tell();
    while (!state.complete && this.#staged.has(id) && !this.#disposed) {
      const part = await store.heldPiece(id, state.offset, Math.min(PART_BYTES, size - state.offset));
      if (part === null) throw new Refusal('row.unknown', 'The content is no longer on this machine.');
      state = await line.send(id, state.offset, part);
      this.#sending = { id, sent: state.offset };
      this.#tell();
    }
    if (!state.complete || !this.#staged.delete(id)) return;
    await store.sent(id);
  }

  #failed(id: string, error: unknown): void {
    if (this.#disposed) return;
    const { clock, log, store } = this.#options;
    const value: RefusalValue = Refusal.toValue(error);
    if (!(error instanceof Refusal)) log('error', 'a content could not be sent', { error: String(error) });
    const content = this.#staged.get(id);
    if (content !== undefined && FINAL.has(value.code)) {
      this.#staged.set(id, { ...content, refusal: value });
      store.refuse(id, value).catch((failure: unknown) => log('error', 'a refusal could not be kept', { error: String(failure) }));
      return;
    }
    // `wrong_offset` needs no pause: the server is asked anew where it is.
    const inMs = value.code === 'attachment.wrong_offset' ? 0 : (value.retryAfterMs ?? this.#backoff.next());
    this.#retryDue = true;
    this.#stopRetry = clock.after(inMs, () => {
      this.#retryDue = false;
      this.kick();
    });
  }

  /** Announcements that are still in the outbox. */
  #announcements(): { id: string; item: OutboxItem }[] {
    return this.#options.outbox().flatMap((item) => {
      if (item.name !== 'attachment.add' || typeof item.args !== 'object' || item.args === null || !('id' in item.args)) return [];
      return [{ id: String(item.args.id), item }];
    });
  }

  #refusedAnnouncement(id: string): RefusalValue | null {
    const item = this.#announcements().find((one) => one.id === id)?.item;
    return item?.state === 'refused' ? item.error : null;
  }

  #must(id: string): StagedContent {
    const content = this.#staged.get(id);
    if (content === undefined) throw new Refusal('row.unknown', 'No such content waits here.');
    return content;
  }

  #tell(): void {
    this.#options.changed(this.list());
  }
}
