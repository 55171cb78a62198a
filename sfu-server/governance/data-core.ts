import { Refusal } from '../protocol/errors.ts';
import type { MutationEnvelope, MutationResult } from '../protocol/mutations.ts';
import type { Account } from '../protocol/session.ts';
import { AccountRepository } from '../store/accounts.ts';
import { appendChanges, headVersion, type TouchedRow } from '../store/change-log.ts';
import type { Db } from '../store/database.ts';
import { clientProgress, type RememberedMutation, rememberedResult, rememberResults } from '../store/mutation-results.ts';
import { beginPart, releasePart, undoPart } from '../store/savepoint.ts';
import { breaksRule, isStorageFull } from '../store/sqlite-connection.ts';
import { DEFAULT_MEDIATION_DAYS, type MediationDays } from './case-limits.ts';
import { applyMutation } from './mutations/index.ts';
import type { MutationContext } from './mutations/mutation.ts';
import { type Part, type PartOutcome, PushQueue } from './push-queue.ts';

/** Mutations in one transaction: some 10 ms in which nobody else is served. */
const MOST_AT_ONCE = 64;

/** What a committed transaction has changed. */
export interface Committed {
  /** Of the log before it: whoever has all up to here, and `touched` as it is now, has all up to `version`. */
  readonly from: number;
  /** Of the log after it. */
  readonly version: number;
  readonly touched: readonly TouchedRow[];
}

/** Told of each commit that changed rows. What it does is waited for before those who pushed are answered; it does not reject. */
export type CommitListener = (committed: Committed) => Promise<void> | void;

export type RuleBroken = (error: unknown, mutation: { readonly name: string; readonly number: number; readonly clientId: string }) => void;

/** Takes mutations and applies each exactly once, in the order of its client's numbers. */
export class DataCore {
  readonly #db: Db;
  readonly #now: () => number;
  readonly #ruleBroken: RuleBroken;
  readonly #mediationDays: MediationDays;
  readonly #listeners = new Set<CommitListener>();
  readonly #pushes = new PushQueue(MOST_AT_ONCE, (group) => this.#commit(group));

  /** @param ruleBroken told of a mutation that only the database has kept from doing harm: a check is missing before it */
  constructor(
    db: Db,
    now: () => number = Date.now,
    ruleBroken: RuleBroken = () => {},
    mediationDays: MediationDays = DEFAULT_MEDIATION_DAYS,
  ) {
    this.#db = db;
    this.#now = now;
    this.#ruleBroken = ruleBroken;
    this.#mediationDays = mediationDays;
  }

  onCommitted(listener: CommitListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Applies what has not been applied yet and gives every result, in order. Each mutation is applied or refused for itself; those of
   * several seats share a transaction, because each commit waits for the disk. Where only the first of them could be committed, their
   * results are the answer: what kept the rest from it is met when that is sent again.
   * @throws Refusal `mutation.gap`; `storage.full`; `auth.changed`; `right.missing` where the client is another account's
   */
  push(clientId: string, mutations: readonly MutationEnvelope[], account: Account): Promise<MutationResult[]> {
    return this.#pushes.add(clientId, mutations, account);
  }

  /**
   * Commits a change that the server makes of its own accord (a content has arrived) and tells those who listen. Throws what
   * `work` throws; then nothing has changed.
   */
  async change(work: (trx: Db) => Promise<readonly TouchedRow[]>): Promise<void> {
    await this.#transaction(async (trx, touched) => {
      touched.push(...(await work(trx)));
    });
  }

  /** Runs one transaction, appends to the log what it has touched, commits, tells. */
  async #transaction<T>(work: (trx: Db, touched: TouchedRow[], from: number) => Promise<T>): Promise<T> {
    const { value, committed } = await this.#db.transaction().execute(async (trx) => {
      const from = await headVersion(trx);
      const touched: TouchedRow[] = [];
      const done = await work(trx, touched, from);
      if (touched.length === 0) return { value: done, committed: null };
      const version = await appendChanges(trx, touched, this.#now());
      // The results that are remembered say so: nothing but this transaction may have moved the log.
      if (version !== from + touched.length) throw new Error(`The log is at ${version}, not at ${from + touched.length}.`);
      return { value: done, committed: { from, version, touched } };
    });
    if (committed !== null) for (const listener of this.#listeners) await listener(committed);
    return value;
  }

  async #commit(group: readonly Part[]): Promise<readonly PartOutcome[]> {
    try {
      return await this.#transaction(async (trx, touched, from) => {
        const outcomes: PartOutcome[] = [];
        for (const part of group) outcomes.push(await this.#applyPart(trx, part, touched, from));
        return outcomes;
      });
    } catch (error) {
      if (group.length <= 1 || isStorageFull(error)) return group.map(() => ({ results: [], error }));
      // One of them breaks the server's own rules: it is not to take the others along.
      const outcomes: PartOutcome[] = [];
      for (const part of group) outcomes.push(...(await this.#commit([part])));
      return outcomes;
    }
  }

  async #applyPart(trx: Db, { push, mutations }: Part, touched: TouchedRow[], from: number): Promise<PartOutcome> {
    const { clientId, account } = push;
    // It may have waited while the account was disabled or moved: its session is only about to end.
    if (!(await new AccountRepository(trx).stands(account))) {
      return { results: [], error: new Refusal('auth.changed', 'The account was changed; sign in again.') };
    }
    const results: MutationResult[] = [];
    const fresh: RememberedMutation[] = [];
    let gap: Refusal | null = null;
    try {
      let last = await ownProgress(trx, clientId, account);
      for (const mutation of mutations) {
        const { number, name } = mutation;
        if (number > last + 1) {
          gap = new Refusal('mutation.gap', `Mutation ${last + 1} comes next, not ${number}.`);
          break;
        }
        if (number <= last) {
          results.push(fresh.find(({ result }) => result.number === number)?.result ?? (await resultFromMemory(trx, clientId, number)));
          continue;
        }
        last = number;
        const at = this.#now();
        const ruleBroken = (error: unknown) => this.#ruleBroken(error, { name, number, clientId });
        const result = await applyOne(trx, mutation, { account, now: at, mediationDays: this.#mediationDays, ruleBroken }, touched, from);
        results.push(result);
        fresh.push({ name, at, result });
      }
    } catch (error) {
      // A client that is another's: nothing of this push has been written. All else undoes the whole group.
      if (!(error instanceof Refusal) || error.code !== 'right.missing') throw error;
      return { results: [], error };
    }
    await rememberResults(trx, { clientId, accountId: account.id }, fresh);
    return { results, error: gap };
  }
}

/** Applies one mutation, or undoes what it has written and refuses it. */
async function applyOne(
  trx: Db,
  { number, name, args }: MutationEnvelope,
  { ruleBroken, ...context }: Omit<MutationContext, 'trx'> & { ruleBroken: (error: unknown) => void },
  touched: TouchedRow[],
  from: number,
): Promise<MutationResult> {
  const rows = await attempt(trx, () => applyMutation(name, args, { trx, ...context }), ruleBroken);
  if (rows instanceof Refusal) return { status: 'refused', number, error: Refusal.toValue(rows) };
  touched.push(...rows);
  return { status: 'applied', number, version: from + touched.length };
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

/** Runs a part of the transaction; where it is refused, or breaks a rule of the database, its writes are undone and the refusal is the value. */
async function attempt<T>(trx: Db, part: () => Promise<T>, ruleBroken: (error: unknown) => void): Promise<T | Refusal> {
  await beginPart(trx);
  try {
    const value = await part();
    await releasePart(trx);
    return value;
  } catch (error) {
    // A full disk is no verdict on the change: the whole of the transaction goes, and it is tried again.
    if (isStorageFull(error) || !(error instanceof Refusal || breaksRule(error))) throw error;
    await undoPart(trx);
    if (error instanceof Refusal) return error;
    // It would fail the same way each time it is sent, and keep back all that its console has done since.
    ruleBroken(error);
    return new Refusal('state.conflict', 'This change does not fit with what is there; the database does not take it.', { cause: error });
  }
}
