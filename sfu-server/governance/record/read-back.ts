import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Party } from '../../protocol/entities/mediation.ts';
import { isCurrent, type MediationRecord, openLines } from '../../protocol/entities/record.ts';
import { Refusal } from '../../protocol/errors.ts';
import { placementsOf } from '../../store/placement.ts';
import { readRecords } from '../../store/record-rows.ts';
import type { DataCore } from '../data-core.ts';
import { touchedRecord } from './present.ts';

/** SHA-256 of the words that everybody may hear, in hex: another word, another revision. */
export function revisionOf(record: Pick<MediationRecord, 'lines' | 'result'>): string {
  const words = openLines(record).map(({ id, speaker, text }) => [id, speaker.kind, speaker.name, text]);
  return createHash('sha256')
    .update(JSON.stringify([words, record.result]))
    .digest('hex');
}

export interface OnSeat {
  readonly recordId: string;
  /** Of the words that stood on that screen. */
  readonly revision: string;
  /** `personKey`. */
  readonly person: string;
  /** For whom they speak; null: for nobody but themselves. */
  readonly party: Pick<Party, 'id' | 'name' | 'side'> | null;
  /** As they are called where they speak for no party. */
  readonly name: string;
  /** UTC ms. */
  readonly at: number;
}

/**
 * Takes the word of somebody on their seat. Twice does no harm.
 * @throws Refusal `row.unknown`; `state.conflict` where it is not being read back, or other words were read
 */
export async function confirmOnSeat(core: DataCore, { recordId, revision, person, party, name, at }: OnSeat): Promise<void> {
  await core.change(async (trx) => {
    const [record] = await readRecords(trx, [recordId]);
    if (record === undefined) throw new Refusal('row.unknown', 'This record does not exist.');
    if (record.state !== 'readBack') throw new Refusal('state.conflict', 'The record is not being read back.');
    if (revisionOf(record) !== revision) throw new Refusal('state.conflict', 'The record was set right meanwhile; read it again.');
    const said = await trx
      .selectFrom('record_confirmations')
      .select('at')
      .where('record_id', '=', recordId)
      .where('person', '=', person)
      .execute();
    if (said.some((one) => isCurrent(one, record))) return [];
    const called = { name: (party?.name ?? name).slice(0, 40), side: party?.side ?? null, by_name: name.slice(0, 40) };
    await trx
      .insertInto('record_confirmations')
      .values({ id: uuidv7(), record_id: recordId, person, party_id: party?.id ?? null, ...called, way: 'seat', at })
      .execute();
    return touchedRecord({ trx, now: at }, recordId, { places: await placementsOf(trx, 'case', [record.caseId]) });
  });
}
