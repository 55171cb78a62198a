import { v7 as uuidv7 } from 'uuid';
import { correctionsIn, LONGEST_LINE, type MediationRecord, openLines, wordOf } from '../../protocol/entities/record.ts';
import { Refusal } from '../../protocol/errors.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { presentRecord, touchedRecord } from '../record/present.ts';
import type { Mutation, MutationContext } from './mutation.ts';

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

/**
 * Notes that a party has confirmed aloud.
 * @throws Refusal `row.unknown` for somebody who is no party; `state.conflict` where other words were read to them
 */
export const confirmParty: Mutation<'record.confirmParty'> = async ({ id, confirmationId, partyId, corrections }, context) => {
  const { trx, account, now } = context;
  const { kase, record } = await presentRecord(context, id, 'confirmParty');
  if (record.confirmations.some((one) => one.id === confirmationId)) return [];
  if (corrections !== correctionsIn(record)) throw new Refusal('state.conflict', 'The record was set right meanwhile; read it again.');
  const [mediation] = await readMediations(trx, [record.caseId]);
  const party = mediation?.parties.find((one) => one.id === partyId);
  if (party === undefined) throw new Refusal('row.unknown', 'This case has no such party.');
  const taken = await trx.selectFrom('record_confirmations').select('id').where('id', '=', confirmationId).executeTakeFirst();
  if (taken !== undefined) throw new Refusal('state.conflict', 'A confirmation with this id exists already.');
  const way = 'aloud' as const;
  await trx
    .insertInto('record_confirmations')
    .values({
      id: confirmationId,
      record_id: id,
      person: null,
      party_id: partyId,
      ...{ name: party.name.slice(0, 40), side: party.side },
      way,
      by_name: account.name,
      at: now,
    })
    .execute();
  return touchedRecord(context, id, kase);
};

/**
 * Closes the record for good. Where a party has not confirmed it, the record itself says so, and why.
 * @throws Refusal `record.unconfirmed` where a party has not confirmed what stands there now and nothing is noted of it
 */
export const confirmRecord: Mutation<'record.confirm'> = async ({ id, note }, context) => {
  const { trx, account, now } = context;
  const { kase, record } = await presentRecord(context, id, 'confirm');
  const [mediation] = await readMediations(trx, [record.caseId]);
  const parties = mediation?.parties ?? [];
  const silent = parties.filter((party) => wordOf(party, record) === null).map(({ name }) => name);
  if (silent.length > 0 || parties.length === 0) {
    if (note === undefined)
      throw new Refusal('record.unconfirmed', 'A party has not confirmed the record, or not since it was last set right.');
    await sayWhy(context, record, `${silent.length === 0 ? '当事人' : silent.join('、')}未核对确认：${note}`);
  }
  const touched = await touchedRecord(context, id, kase);
  await trx
    .updateTable('records')
    .set({ state: 'confirmed', confirmed_at: now, confirmed_by_id: account.id, confirmed_by_name: account.name })
    .where('id', '=', id)
    .execute();
  return touched;
};

/** As the last line, of nobody's speech. */
async function sayWhy({ trx, account, now }: MutationContext, { id, lines }: MediationRecord, text: string): Promise<void> {
  const position = Math.floor(lines.at(-1)?.position ?? 0) + 1;
  const nowhere = { recording_id: null, offset_ms: null, apart_with: null };
  const by = { by_account_id: account.id, by_name: account.name };
  const spoken = { speaker: 'heading', speaker_name: null, text: text.slice(0, LONGEST_LINE) };
  await trx
    .insertInto('record_lines')
    .values({ id: uuidv7(), record_id: id, position, at: now, ...nowhere, ...spoken, ...by })
    .execute();
}
