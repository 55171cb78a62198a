import { CompiledQuery } from 'kysely';
import type { Db } from './database.ts';

/** Begins a part of the transaction that can be undone by itself. */
export async function beginPart(trx: Db): Promise<void> {
  await trx.executeQuery(CompiledQuery.raw('savepoint part'));
}

/** Ends the part; what it has written stays with the transaction. */
export async function releasePart(trx: Db): Promise<void> {
  await trx.executeQuery(CompiledQuery.raw('release part'));
}

/** Undoes and ends the part. */
export async function undoPart(trx: Db): Promise<void> {
  await trx.executeQuery(CompiledQuery.raw('rollback to part'));
  await releasePart(trx);
}
