import { CompiledQuery } from 'kysely';
import { z } from 'zod';
import { type MutationResult, mutationResultSchema } from '../protocol/mutations.ts';
import type { Db } from './database.ts';

// Every push comes by here: SQL as it stands, one text for however many rows.
const REMEMBER = `insert into mutations (client_id, account_id, number, name, result, version, applied_at)
  select ?, ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(?)`;
const PROGRESS = 'select account_id, number from mutations where client_id = ? order by number desc limit 1';

const progressSchema = z.object({ account_id: z.string(), number: z.number() }).optional();

/** Whose a client is, and how far it has come; null where it has never sent anything. */
export async function clientProgress(db: Db, clientId: string): Promise<{ accountId: string; last: number } | null> {
  const { rows } = await db.executeQuery(CompiledQuery.raw(PROGRESS, [clientId]));
  const row = progressSchema.parse(rows[0]);
  return row === undefined ? null : { accountId: row.account_id, last: row.number };
}

export async function rememberedResult(db: Db, clientId: string, number: number): Promise<MutationResult | null> {
  const row = await db
    .selectFrom('mutations')
    .select('result')
    .where('client_id', '=', clientId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row === undefined ? null : mutationResultSchema.parse(JSON.parse(row.result));
}

/** What is kept of a mutation that was applied or refused at `at` (UTC ms). */
export interface RememberedMutation {
  readonly name: string;
  readonly at: number;
  readonly result: MutationResult;
}

/** Keeps the results of a client's mutations, within the caller's transaction. */
export async function rememberResults(
  trx: Db,
  client: { clientId: string; accountId: string },
  mutations: readonly RememberedMutation[],
): Promise<void> {
  if (mutations.length === 0) return;
  const rows = mutations.map(({ name, at, result }) => [
    result.number,
    name,
    JSON.stringify(result),
    result.status === 'applied' ? result.version : 0,
    at,
  ]);
  await trx.executeQuery(CompiledQuery.raw(REMEMBER, [client.clientId, client.accountId, JSON.stringify(rows)]));
}

/** The highest number of a client up to which every mutation's effects are in the log's first `version` entries. */
export async function lastMutationWithin(db: Db, clientId: string, version: number): Promise<number> {
  // From the newest backwards: a console that keeps up is at the end of a list that grows for years.
  const within = await db
    .selectFrom('mutations')
    .select('number')
    .where('client_id', '=', clientId)
    .where('version', '>', 0)
    .where('version', '<=', version)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const beyond = await db
    .selectFrom('mutations')
    .select('number')
    .where('client_id', '=', clientId)
    .where('number', '>', within?.number ?? 0)
    .where('version', '>', version)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  if (beyond !== undefined) return beyond.number - 1;
  return (await clientProgress(db, clientId))?.last ?? 0;
}
