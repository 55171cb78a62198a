import { sql } from 'kysely';
import { Refusal } from '../protocol/errors.ts';
import type { MutationEnvelope, MutationResult } from '../protocol/mutations.ts';
import type { Account } from '../protocol/session.ts';
import { appendChanges, type TouchedRow } from '../store/change-log.ts';
import type { Db } from '../store/database.ts';
import { clientProgress, rememberedResult, rememberResult } from '../store/mutation-results.ts';
import { isStorageFull } from '../store/sqlite-connection.ts';
import { applyMutation } from './mutations/index.ts';

/** Mutations in one transaction: about 10 ms in which nobody else is served. */
const MOST_AT_ONCE = 50;

/** What a committed mutation has changed. */
export interface Committed {
  /** Of the log after it. */
  readonly version: number;
  readonly touched: readonly TouchedRow[];
}

/** Takes mutations and applies each exactly once, in the order of its client's numbers. */
export class DataCore {
  readonly #db: Db;
  readonly #now: () => number;
  readonly #listeners = new Set<(committed: Committed) => void>();

  constructor(db: Db, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
  }

  /** Told after each commit that changed rows. */
  onCommitted(listener: (committed: Committed) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Applies what has not been applied yet and gives every result, in order. Each mutation is applied or refused for itself; some share a
   * transaction, because each commit waits for the disk. What was applied before a gap stays, and is answered from memory when it is sent again.
   * @throws Refusal `mutation.gap`; `storage.full`; `right.missing` where the client is another account's
   */
  async push(clientId: string, mutations: readonly MutationEnvelope[], account: Account): Promise<MutationResult[]> {
    const results: MutationResult[] = [];
    for (let start = 0; start < mutations.length; start += MOST_AT_ONCE) {
      results.push(...(await this.#pushSome(clientId, mutations.slice(start, start + MOST_AT_ONCE), account)));
    }
    return results;
  }

  /**
   * Commits a change that the server makes of its own accord (a content has arrived) and tells those who listen. Throws what
   * `work` throws; then nothing has changed.
   */
  async change(work: (trx: Db) => Promise<readonly TouchedRow[]>): Promise<void> {
    const committed = await this.#db.transaction().execute(async (trx): Promise<Committed> => {
      const touched = await work(trx);
      return { version: await appendChanges(trx, touched, this.#now()), touched };
    });
    for (const listener of this.#listeners) listener(committed);
  }

  async #pushSome(clientId: string, mutations: readonly MutationEnvelope[], account: Account): Promise<MutationResult[]> {
    const { results, committed, gap } = await this.#db.transaction().execute(async (trx) => {
      const done: { results: MutationResult[]; committed: Committed[]; gap: Refusal | null } = { results: [], committed: [], gap: null };
      let last = await ownProgress(trx, clientId, account);
      for (const mutation of mutations) {
        if (mutation.number > last + 1) {
          done.gap = new Refusal('mutation.gap', `Mutation ${last + 1} comes next, not ${mutation.number}.`);
          break;
        }
        if (mutation.number <= last) {
          done.results.push(await resultFromMemory(trx, clientId, mutation.number));
          continue;
        }
        last = mutation.number;
        done.results.push(await this.#apply(trx, { clientId, mutation, account }, done.committed));
      }
      return done;
    });
    for (const one of committed) for (const listener of this.#listeners) listener(one);
    // Only now: what came before the gap is committed.
    if (gap !== null) throw gap;
    return results;
  }

  /** Applies one mutation, or undoes what it has written and refuses it; remembers which. */
  async #apply(
    trx: Db,
    { clientId, mutation, account }: { clientId: string; mutation: MutationEnvelope; account: Account },
    committed: Committed[],
  ): Promise<MutationResult> {
    const { number, name, args } = mutation;
    const now = this.#now();
    const touched = await attempt(trx, () => applyMutation(name, args, { trx, account, now }));
    let made: MutationResult;
    if (touched instanceof Refusal) {
      made = { status: 'refused', number, error: Refusal.toValue(touched) };
    } else {
      const version = await appendChanges(trx, touched, now);
      made = { status: 'applied', number, version };
      committed.push({ version, touched });
    }
    await rememberResult(trx, { clientId, accountId: account.id, name, at: now }, made);
    return made;
  }
}

async function resultFromMemory(trx: Db, clientId: string, number: number): Promise<MutationResult> {
  const remembered = await rememberedResult(trx, clientId, number);
  if (remembered === null) throw new Error(`The result of mutation ${number} of client ${clientId} is missing.`);
  return remembered;
}

/**
 * The last number of a client, 0 for a new one.
 * @throws Refusal `right.missing` where another account has used the client
 */
export async function ownProgress(db: Db, clientId: string, account: Account): Promise<number> {
  const progress = await clientProgress(db, clientId);
  if (progress !== null && progress.accountId !== account.id) {
    throw new Refusal('right.missing', 'This client belongs to another account; a new one is needed.');
  }
  return progress?.last ?? 0;
}

/** Runs a part of the transaction; where it is refused its writes are undone and the refusal is the value. */
async function attempt<T>(trx: Db, part: () => Promise<T>): Promise<T | Refusal> {
  await sql`savepoint part`.execute(trx);
  try {
    const value = await part();
    await sql`release part`.execute(trx);
    return value;
  } catch (error) {
    // A full disk is no verdict on the change: the whole of the transaction goes, and it is tried again.
    if (!(error instanceof Refusal) || isStorageFull(error)) throw error;
    await sql`rollback to part`.execute(trx);
    await sql`release part`.execute(trx);
    return error;
  }
}
