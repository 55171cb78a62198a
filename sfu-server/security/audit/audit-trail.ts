import type { BaseLogger } from 'pino';
import { Refusal } from '../../protocol/errors.ts';
import { AuditStore } from './audit-store.ts';
import { type AuditEntry, GENESIS, type Head, seal } from './entry.ts';
import { HeadFile, type HeadFileState } from './head-file.ts';
import { type AuditRecord, type AuditSink, SYSTEM } from './record.ts';
import { Repeats } from './repeats.ts';

/** How far the head file may lag behind the trail, ms. */
const HEAD_LAG_MS = 1000;
/** How often the head goes to the log, which is best kept on another machine, ms. */
const ANCHOR_INTERVAL_MS = 60 * 60 * 1000;
const RETRY_MS = 1000;
/** Entries kept in memory while the disk will not take them; beyond them nothing that must be traced is done. */
const MOST_WAITING = 10_000;

export interface AuditTrailOptions {
  /** The data folder. */
  readonly dir: string;
  readonly log: BaseLogger;
  readonly now?: () => number;
  readonly headLagMs?: number;
  readonly mostWaiting?: number;
}

interface Waiting {
  readonly record: AuditRecord;
  readonly at: number;
}

/**
 * The audit trail (留痕): who did what, from where and when, in the order in which it was recorded, each entry bound to the
 * one before it by its hash. What is recorded in one turn of the event loop is one transaction.
 */
export class AuditTrail implements AuditSink {
  readonly #store: AuditStore;
  readonly #headFile: HeadFile;
  readonly #log: BaseLogger;
  readonly #now: () => number;
  readonly #headLagMs: number;
  readonly #mostWaiting: number;
  readonly #repeats: Repeats;
  readonly #anchoring: NodeJS.Timeout;
  /** The end of the chain as this process knows it: what the file may not fall back behind. */
  #head: Head;
  #anchored: Head = GENESIS;
  #waiting: Waiting[] = [];
  #turn: Promise<void> | null = null;
  #headDue: NodeJS.Timeout | null = null;
  #retry: NodeJS.Timeout | null = null;
  #failure: string | null = null;
  #lost = 0;
  #closed = false;

  /**
   * Opens the trail of a data folder and sees whether it still is what it was: if not, the first new entry says so.
   * @throws AuditUnavailable
   */
  static open(options: AuditTrailOptions): AuditTrail {
    const headFile = new HeadFile(options.dir);
    // Before the database: another process may be adding to it, and the head must not seem to be ahead.
    const kept = headFile.read();
    const store = AuditStore.open(options.dir, 'append');
    try {
      return new AuditTrail(options, store, headFile, kept);
    } catch (error) {
      store.close();
      throw error;
    }
  }

  private constructor(options: AuditTrailOptions, store: AuditStore, headFile: HeadFile, kept: HeadFileState) {
    this.#store = store;
    this.#headFile = headFile;
    this.#log = options.log;
    this.#now = options.now ?? Date.now;
    this.#headLagMs = options.headLagMs ?? HEAD_LAG_MS;
    this.#mostWaiting = options.mostWaiting ?? MOST_WAITING;
    this.#repeats = new Repeats((record) => this.#enqueue(record));
    const last = store.last();
    const problem = discrepancy(kept, last, store);
    // Behind a cut the chain goes on from what the head file remembers, so that the gap stays to be seen for good.
    this.#head = typeof kept === 'object' && kept.seq > last.seq ? kept : last;
    if (kept === 'missing' && last.seq === 0) headFile.write(GENESIS);
    if (problem !== null) this.#noteDiscrepancy(problem, kept, last);
    this.#anchor();
    this.#anchoring = setInterval(() => this.#anchor(), ANCHOR_INTERVAL_MS);
    this.#anchoring.unref();
  }

  /** Why entries cannot be written just now; null where they can. */
  get failure(): string | null {
    return this.#failure;
  }

  /** The last entry that is on the disk. */
  get head(): Head {
    return this.#head;
  }

  record(record: AuditRecord): Promise<void> {
    if (this.#closed || !this.#repeats.pass(record)) return Promise.resolve();
    return this.#enqueue(record);
  }

  /**
   * To be asked before what must leave a trace is done.
   * @throws Refusal `server.busy` while so much waits to be written that no more can be kept
   */
  mustHaveRoom(): void {
    if (this.#waiting.length < this.#mostWaiting) return;
    throw new Refusal('server.busy', 'The audit trail cannot be written, so nothing more can be done that it must hold.', {
      retryAfterMs: RETRY_MS,
    });
  }

  /** Writes what waits, now. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const batch = this.#waiting;
    try {
      this.#append(batch);
      this.#waiting = [];
      if (this.#failure !== null) this.#log.info({ entries: batch.length }, 'the audit trail can be written again');
      this.#failure = null;
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
      this.#log.error({ err: error, waiting: batch.length }, 'the audit trail cannot be written; its entries wait in memory');
      this.#retry ??= setTimeout(() => {
        this.#retry = null;
        this.flush();
      }, RETRY_MS);
      this.#retry.unref();
      return;
    }
    this.#reportLost();
    this.#headDue ??= setTimeout(() => this.#writeHead(), this.#headLagMs);
    this.#headDue.unref();
  }

  /** Writes all that waits and lets go of the file; twice does no harm. */
  close(): void {
    if (this.#closed) return;
    this.#repeats.close();
    this.flush();
    this.#closed = true;
    clearInterval(this.#anchoring);
    if (this.#retry !== null) clearTimeout(this.#retry);
    if (this.#waiting.length > 0)
      this.#log.fatal({ entries: this.#waiting.map(({ record }) => record) }, 'audit entries could not be written');
    this.#writeHead();
    this.#anchor();
    this.#store.close();
  }

  #enqueue(record: AuditRecord): Promise<void> {
    if (this.#waiting.length >= this.#mostWaiting) {
      this.#lost += 1;
      return Promise.resolve();
    }
    this.#waiting.push({ record, at: this.#now() });
    // While the disk fails only the retry tries: every attempt may block for as long as SQLite waits for a lock.
    if (this.#failure !== null) return Promise.resolve();
    this.#turn ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#turn = null;
        if (!this.#closed) this.flush();
        resolve();
      });
    });
    return this.#turn;
  }

  #append(batch: readonly Waiting[]): void {
    let head = this.#head;
    this.#store.append((last) => {
      const changedBehindUs = last.seq < this.#head.seq || (last.seq === this.#head.seq && last.hash !== this.#head.hash);
      // Another process may have added (a command that exports); it may never have taken away.
      head = changedBehindUs ? this.#head : last;
      const entries: AuditEntry[] = [];
      const add = ({ record, at }: Waiting) => {
        const entry = seal(record, at, head);
        head = { seq: entry.seq, hash: entry.hash };
        entries.push(entry);
      };
      if (changedBehindUs) {
        this.#log.error({ expected: this.#head, found: last }, 'the audit trail was changed behind the server');
        add({ record: discrepancyRecord('changed', this.#head, last), at: this.#now() });
      }
      for (const waiting of batch) add(waiting);
      return entries;
    });
    this.#head = head;
  }

  #noteDiscrepancy(problem: Discrepancy, kept: HeadFileState, last: Head): void {
    this.#log.error({ problem, expected: kept, found: last }, 'the audit trail is not what its head file says');
    const record = discrepancyRecord(problem, kept, last);
    this.#store.append(() => {
      const entry = seal(record, this.#now(), this.#head);
      this.#head = { seq: entry.seq, hash: entry.hash };
      return [entry];
    });
    this.#writeHead();
  }

  #reportLost(): void {
    if (this.#lost === 0) return;
    const lost = this.#lost;
    this.#lost = 0;
    void this.#enqueue({
      actor: SYSTEM,
      remoteAddress: null,
      action: 'audit.discrepancy',
      detail: { problem: 'lost', lost },
      outcome: 'done',
    });
  }

  #writeHead(): void {
    if (this.#headDue !== null) clearTimeout(this.#headDue);
    this.#headDue = null;
    try {
      this.#headFile.write(this.#head);
    } catch (error) {
      this.#log.error({ err: error }, "the audit trail's head file cannot be written");
    }
  }

  #anchor(): void {
    if (this.#anchored.seq === this.#head.seq) return;
    this.#anchored = this.#head;
    this.#log.info({ auditHead: `${this.#head.seq}:${this.#head.hash}` }, 'audit head');
  }
}

type Discrepancy = 'cut' | 'rewritten' | 'headMissing' | 'headDamaged' | 'changed';

function discrepancy(kept: HeadFileState, last: Head, store: AuditStore): Discrepancy | null {
  if (kept === 'damaged') return 'headDamaged';
  if (kept === 'missing') return last.seq === 0 ? null : 'headMissing';
  if (kept.seq > last.seq) return 'cut';
  if (kept.seq > 0 && store.hashAt(kept.seq) !== kept.hash) return 'rewritten';
  return null;
}

function discrepancyRecord(problem: Discrepancy, expected: HeadFileState, found: Head): AuditRecord {
  const known = typeof expected === 'object' ? { expectedSeq: expected.seq, expectedHash: expected.hash } : {};
  const detail = { problem, ...known, foundSeq: found.seq, foundHash: found.hash };
  return { actor: SYSTEM, remoteAddress: null, action: 'audit.discrepancy', detail, outcome: 'done' };
}
