import { sql } from 'kysely';
import { Refusal } from '../protocol/errors.ts';
import type { MutationEnvelope, MutationResult } from '../protocol/mutations.ts';
import type { Account } from '../protocol/session.ts';
import { appendChanges, type TouchedRow } from '../store/change-log.ts';
import type { Db } from '../store/database.ts';
import { clientProgress, rememberedResult, rememberResult } from '../store/mutation-results.ts';
import { isStorageFull } from '../store/sqlite-connection.ts';
import { applyMutation } from './mutations/index.ts';

/** What a committed transaction has changed. */
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
   * Applies what has not been applied yet and gives every result, in order. Each mutation is a transaction of its own: what
   * was applied before a gap stays, and is answered from memory when it is sent again.
   * @throws Refusal `mutation.gap`; `storage.full`; `right.missing` where the client is another account's
   */
  async push(clientId: string, mutations: readonly MutationEnvelope[], account: Account): Promise<MutationResult[]> {
    const results: MutationResult[] = [];
    for (const mutation of mutations) results.push(await this.#pushOne(clientId, mutation, account));
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

  async #pushOne(clientId: string, mutation: MutationEnvelope, account: Account): Promise<MutationResult> {
    let committed: Committed | null = null;
    const result = await this.#db.transaction().execute(async (trx): Promise<MutationResult> => {
      const last = await ownProgress(trx, clientId, account);
      if (mutation.number <= last) {
        const remembered = await rememberedResult(trx, clientId, mutation.number);
        if (remembered === null) throw new Error(`The result of mutation ${mutation.number} of client ${clientId} is missing.`);
        return remembered;
      }
      if (mutation.number !== last + 1) {
        throw new Refusal('mutation.gap', `Mutation ${last + 1} comes next, not ${mutation.number}.`);
      }
      const now = this.#now();
      const touched = await attempt(trx, () => applyMutation(mutation.name, mutation.args, { trx, account, now }));
      let made: MutationResult;
      if (touched instanceof Refusal) {
        made = { status: 'refused', number: mutation.number, error: Refusal.toValue(touched) };
      } else {
        const version = await appendChanges(trx, touched, now);
        made = { status: 'applied', number: mutation.number, version };
        committed = { version, touched };
      }
      await rememberResult(trx, { clientId, accountId: account.id, name: mutation.name, at: now }, made);
      return made;
    });
    if (committed !== null) for (const listener of this.#listeners) listener(committed);
    return result;
  }
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
