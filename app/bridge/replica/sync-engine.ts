import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { NotificationData } from '../../../sfu-server/protocol/notifications.ts';
import type { RequestParams, RequestResult, RequestType } from '../../../sfu-server/protocol/requests/index.ts';
import { SCHEMA_VERSION } from '../../../sfu-server/protocol/version.ts';
import type { Dispose } from '../bridge.ts';
import type { Clock } from '../clock.ts';
import { Backoff } from '../link/backoff.ts';
import type { Log } from '../log.ts';
import { pushBatch } from './push-batch.ts';
import type { Replica } from './replica.ts';

/** Rows a page. Kept well under MAX_MESSAGE_BYTES; halved where a page did not come through. */
const PAGE_ROWS = 1_000;
const FEWEST_PAGE_ROWS = 25;
/** The most that `sync.remembers` takes. */
const REMEMBERED_AT_ONCE = 1_000;
const PUSH_TIMEOUT_MS = 15_000;
const PAGE_TIMEOUT_MS = 30_000;

type SnapshotPage = RequestResult<'sync.snapshot'>;
type SnapshotPlace = NonNullable<SnapshotPage['next']>;

const samePlace = (a: SnapshotPlace, b: SnapshotPlace | null) => a.entity === b?.entity && a.id === b.id;

interface SyncEngineOptions {
  replica: Replica;
  request<T extends RequestType>(type: T, data: RequestParams<T>, options: { timeoutMs: number }): Promise<RequestResult<T>>;
  /** Whether requests are let through as the replica's account just now. */
  ready(): boolean;
  clock: Clock;
  log: Log;
  /** How far things are may have changed. */
  changed(): void;
  random?: () => number;
}

/** Brings the copy and the server together: what waits goes up first, then a snapshot if one is needed, then what is new. */
export class SyncEngine {
  readonly #options: SyncEngineOptions;
  readonly #backoff: Backoff;
  #running = false;
  #pullWanted = true;
  #caughtUp = false;
  #pageRows = PAGE_ROWS;
  #stopRetry: Dispose = () => {};
  /** A retry is set: nothing is tried before, unless the line comes anew. */
  #retryDue = false;
  /** A push was the last thing done: where rows are wanted they come first this once. A push that never goes through, or a seat that
   * never stops writing, does not keep out what others do. */
  #pushedLast = false;
  /** The page after the one being written: server and console work at the same time, each on a core of its own. */
  #ahead: { readonly after: SnapshotPlace; readonly page: Promise<SnapshotPage> } | null = null;
  #disposed = false;

  constructor(options: SyncEngineOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.random);
  }

  /** True from the moment the line is there until everything has come in once. */
  get catchingUp(): boolean {
    return !this.#caughtUp || this.#options.replica.needsSnapshot;
  }

  /** The line is there (again): everything may have changed meanwhile. */
  lineReady(): void {
    this.#pullWanted = true;
    this.#caughtUp = false;
    this.#ahead = null;
    this.#backoff.reset();
    this.kick();
  }

  /** The server says that its log has grown to `version`, and maybe how. */
  poke({ version, from, changes }: NotificationData<'sync.changed'>): void {
    const { replica, clock } = this.#options;
    const { cursor } = replica.state;
    if (cursor !== null && version <= cursor) return;
    // Only once a pull on this line has said that the cursor is one of the server's history.
    if (changes !== undefined && from !== undefined && !this.catchingUp && cursor !== null && from <= cursor) {
      try {
        replica.applyPull({ changes, cursor: version });
        replica.synced(clock.now());
      } catch (error) {
        // The rows could not be kept (a full disk): they are asked for again, and somebody is told.
        this.#pullWanted = true;
        this.#failed(error);
        return;
      }
      this.#options.changed();
      return;
    }
    this.#pullWanted = true;
    this.kick();
  }

  /** Something may be to do: does it unless it is being done already. */
  kick(): void {
    if (this.#running || this.#disposed) return;
    this.#stopRetry();
    this.#running = true;
    this.#run()
      .catch((error: unknown) => this.#failed(error))
      .finally(() => {
        this.#running = false;
        // What was asked for between the last look and here.
        if (!this.#disposed && this.#options.ready() && !this.#retryDue && this.#nextStep() !== null) this.kick();
      });
  }

  dispose(): void {
    this.#disposed = true;
    this.#stopRetry();
  }

  async #run(): Promise<void> {
    this.#retryDue = false;
    while (!this.#disposed && this.#options.ready()) {
      const step = this.#nextStep();
      if (step === null) return;
      await step();
      this.#backoff.reset();
      if (!this.#disposed) this.#options.changed();
    }
  }

  #nextStep(): (() => Promise<void>) | null {
    const { replica } = this.#options;
    const rowsWanted = replica.needsSnapshot || this.#pullWanted;
    if (replica.waiting().length > 0 && !(this.#pushedLast && rowsWanted)) return () => this.#push();
    if (replica.needsSnapshot) return () => this.#snapshotPage();
    if (this.#pullWanted) return () => this.#pull();
    return null;
  }

  async #push(): Promise<void> {
    const { replica, request } = this.#options;
    const { clientId } = replica.state;
    const mutations = pushBatch(replica.waiting());
    this.#pushedLast = true;
    try {
      const { results } = await request('sync.push', { clientId, mutations }, { timeoutMs: PUSH_TIMEOUT_MS });
      if (this.#disposed) return;
      if (results.length === 0) throw new Refusal('server.internal', 'The server answered a push without a result.');
      replica.settle(results, this.#options.clock.now());
      // What it changed has come before the answer, or has to be pulled.
      const { cursor } = replica.state;
      if (cursor === null || results.some((result) => result.status === 'applied' && result.version > cursor)) this.#pullWanted = true;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'mutation.gap' || this.#disposed) throw error;
      this.#options.log('warn', 'the server does not know this client any more: going on as a new one', { clientId });
      replica.renewIdentity();
    }
  }

  async #snapshotPage(): Promise<void> {
    const { replica } = this.#options;
    this.#pushedLast = false;
    const { snapshot, schemaVersion } = replica.state;
    if (snapshot === null) await this.#findLost();
    if (this.#disposed) return;
    const after = schemaVersion === SCHEMA_VERSION ? (snapshot?.after ?? null) : null;
    const ahead = this.#ahead;
    this.#ahead = null;
    const page = await (ahead !== null && samePlace(ahead.after, after) ? ahead.page : this.#askSnapshotPage(after));
    if (this.#disposed) return;
    if (page.schemaVersion !== SCHEMA_VERSION) {
      throw new Refusal('request.wrong_version', `The server's rows are of version ${page.schemaVersion}, ours of ${SCHEMA_VERSION}.`);
    }
    if (page.next !== null) {
      const next = this.#askSnapshotPage(page.next);
      // Whoever takes it up hears of its failure; where nobody does, nothing is lost.
      next.catch(() => undefined);
      this.#ahead = { after: page.next, page: next };
    }
    replica.applySnapshotPage(page);
    this.#pullWanted = true;
  }

  #askSnapshotPage(after: SnapshotPlace | null): Promise<SnapshotPage> {
    return this.#paged((limit) =>
      this.#options.request('sync.snapshot', { schemaVersion: SCHEMA_VERSION, after, limit }, { timeoutMs: PAGE_TIMEOUT_MS }),
    );
  }

  /** A fresh copy is what a restored server asks for: which of our changes does it still know? */
  async #findLost(): Promise<void> {
    const { replica, request, log } = this.#options;
    for (const [clientId, kept] of Map.groupBy(replica.acknowledged(), (mutation) => mutation.clientId)) {
      for (let start = 0; start < kept.length; start += REMEMBERED_AT_ONCE) {
        const some = kept.slice(start, start + REMEMBERED_AT_ONCE);
        const answer = await request(
          'sync.remembers',
          { clientId, numbers: some.map(({ number }) => number) },
          { timeoutMs: PAGE_TIMEOUT_MS },
        );
        if (this.#disposed) return;
        const remembered = new Set(answer.numbers);
        const lost = some.filter(({ number }) => !remembered.has(number));
        if (lost.length > 0) log('warn', 'the server has lost changes that it had applied', { clientId, count: lost.length });
        replica.markLost(lost);
      }
    }
  }

  async #pull(): Promise<void> {
    const { replica, request, clock, log } = this.#options;
    const { clientId, cursor, nextNumber } = replica.state;
    this.#pushedLast = false;
    if (cursor === null) return;
    this.#pullWanted = false;
    try {
      const answer = await this.#paged((limit) =>
        request('sync.pull', { clientId, schemaVersion: SCHEMA_VERSION, cursor, limit }, { timeoutMs: PAGE_TIMEOUT_MS }),
      );
      if (this.#disposed) return;
      if (answer.kind === 'snapshotRequired') {
        log('info', 'the server asks for a fresh snapshot', { reason: answer.reason });
        replica.requireSnapshot();
        return;
      }
      if (answer.lastMutation >= nextNumber) {
        log('warn', 'the server knows later mutations of this client than we do: going on as a new one', { clientId });
        replica.renewIdentity();
        return;
      }
      // Rows may have come unasked meanwhile: an answer that knows less than they do is not to undo them.
      const reached = replica.state.cursor;
      if (reached === cursor || (reached !== null && answer.cursor > reached)) replica.applyPull(answer);
      if (answer.more) this.#pullWanted = true;
      else {
        replica.synced(clock.now());
        this.#caughtUp = true;
      }
    } catch (error) {
      this.#pullWanted = true;
      throw error;
    }
  }

  /** Asks for a page; one that does not come through is asked for smaller the next time. */
  async #paged<T>(ask: (limit: number) => Promise<T>): Promise<T> {
    try {
      const page = await ask(this.#pageRows);
      this.#pageRows = Math.min(PAGE_ROWS, this.#pageRows * 2);
      return page;
    } catch (error) {
      this.#pageRows = Math.max(FEWEST_PAGE_ROWS, Math.floor(this.#pageRows / 2));
      throw error;
    }
  }

  #failed(error: unknown): void {
    if (this.#disposed) return;
    const { clock, log, ready } = this.#options;
    const code = error instanceof Refusal ? error.code : 'server.internal';
    // Without a line there is nothing to try: `lineReady` comes when it is back.
    if (!ready()) return;
    const retryInMs = error instanceof Refusal && error.retryAfterMs !== undefined ? error.retryAfterMs : this.#backoff.next();
    log('warn', 'synchronising failed', { code, message: error instanceof Error ? error.message : String(error), retryInMs });
    this.#retryDue = true;
    this.#stopRetry();
    this.#stopRetry = clock.after(retryInMs, () => {
      this.#retryDue = false;
      this.kick();
    });
    this.#options.changed();
  }
}
