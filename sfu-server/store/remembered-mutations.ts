import type { Db } from './database.ts';

/** Which of a client's mutations this account's results are remembered of, in order of number. */
export async function rememberedNumbers(db: Db, accountId: string, clientId: string, numbers: readonly number[]): Promise<number[]> {
  const rows = await db
    .selectFrom('mutations')
    .select('number')
    .where('client_id', '=', clientId)
    .where('account_id', '=', accountId)
    .where('number', 'in', numbers)
    .orderBy('number')
    .execute();
  return rows.map(({ number }) => number);
}
