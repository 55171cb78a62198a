import { type MutationResult, mutationResultSchema } from '../protocol/mutations.ts';
import type { Db } from './database.ts';

/** Whose a client is, and how far it has come; null where it has never sent anything. */
export async function clientProgress(db: Db, clientId: string): Promise<{ accountId: string; last: number } | null> {
  const row = await db
    .selectFrom('mutations')
    .select(['account_id', 'number'])
    .where('client_id', '=', clientId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
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

export async function rememberResult(
  trx: Db,
  mutation: { clientId: string; accountId: string; name: string; at: number },
  result: MutationResult,
): Promise<void> {
  await trx
    .insertInto('mutations')
    .values({
      client_id: mutation.clientId,
      number: result.number,
      account_id: mutation.accountId,
      name: mutation.name,
      result: JSON.stringify(result),
      version: result.status === 'applied' ? result.version : 0,
      applied_at: mutation.at,
    })
    .execute();
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
