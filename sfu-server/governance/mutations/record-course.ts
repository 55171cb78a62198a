import { isCurrent, openLines } from '../../protocol/entities/record.ts';
import { Refusal } from '../../protocol/errors.ts';
import { presentRecord, touchedRecord } from '../record/present.ts';
import type { Mutation } from './mutation.ts';

/** Begins to read the record to everybody. */
export const readBackRecord: Mutation<'record.readBack'> = async ({ id }, context) => {
  const { trx, now } = context;
  const { kase, record } = await presentRecord(context, id, 'readBack');
  if (openLines(record).length === 0) throw new Refusal('state.conflict', 'There is nothing written that could be read.');
  await trx
    .updateTable('records')
    .set({ state: 'readBack', read_back_at: record.readBackAt ?? now })
    .where('id', '=', id)
    .execute();
  return touchedRecord(context, id, kase);
};

/** Takes the record up again. */
export const resumeRecord: Mutation<'record.resume'> = async ({ id }, context) => {
  const { kase } = await presentRecord(context, id, 'resume');
  await context.trx.updateTable('records').set({ state: 'typing' }).where('id', '=', id).execute();
  return touchedRecord(context, id, kase);
};

/** Notes that somebody has confirmed aloud. */
export const confirmParty: Mutation<'record.confirmParty'> = async ({ id, confirmationId, name, side }, context) => {
  const { trx, account, now } = context;
  const { kase, record } = await presentRecord(context, id, 'confirmParty');
  if (record.confirmations.some((one) => one.id === confirmationId)) return [];
  const taken = await trx.selectFrom('record_confirmations').select('id').where('id', '=', confirmationId).executeTakeFirst();
  if (taken !== undefined) throw new Refusal('state.conflict', 'A confirmation with this id exists already.');
  await trx
    .insertInto('record_confirmations')
    .values({ id: confirmationId, record_id: id, person: null, name, side, way: 'aloud', by_name: account.name, at: now })
    .execute();
  return touchedRecord(context, id, kase);
};

/**
 * Closes the record for good.
 * @throws Refusal `record.unconfirmed` where nobody has confirmed what stands there now
 */
export const confirmRecord: Mutation<'record.confirm'> = async ({ id }, context) => {
  const { trx, account, now } = context;
  const { kase, record } = await presentRecord(context, id, 'confirm');
  const before = new Set(record.confirmations.filter((one) => !isCurrent(one, record)).map(({ name }) => name));
  const current = record.confirmations.filter((one) => isCurrent(one, record));
  for (const { name } of current) before.delete(name);
  if (current.length === 0 || before.size > 0) {
    throw new Refusal('record.unconfirmed', 'Nobody has confirmed the record, or not since it was last set right.');
  }
  const touched = await touchedRecord(context, id, kase);
  await trx
    .updateTable('records')
    .set({ state: 'confirmed', confirmed_at: now, confirmed_by_id: account.id, confirmed_by_name: account.name })
    .where('id', '=', id)
    .execute();
  return touched;
};
