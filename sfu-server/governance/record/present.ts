import { type MediationRecord, RECORD_STEPS, type RecordStep, recordStateSchema } from '../../protocol/entities/record.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import { readRecords } from '../../store/record-rows.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import { type PresentCase, presentCase } from '../mutations/case-change.ts';
import type { MutationContext } from '../mutations/mutation.ts';

export interface PresentRecord {
  readonly kase: PresentCase;
  readonly record: MediationRecord;
}

/**
 * The record that a mutation is about, if the account handles its case and the record's state lets this step be taken.
 * @throws Refusal as `presentCase`; `row.unknown` also for records of cases that the account may not see; `state.conflict`
 */
export async function presentRecord(context: MutationContext, id: string, step: RecordStep): Promise<PresentRecord> {
  const { kase } = await presentHead(context, id, step);
  const [record] = await readRecords(context.trx, [id]);
  if (record === undefined) throw new Refusal('row.unknown', 'This record does not exist.');
  return { kase, record };
}

/** As `presentRecord`, without the lines: what is written while somebody types costs the same in a long record. */
export async function presentHead(
  context: MutationContext,
  id: string,
  step: RecordStep,
): Promise<{ readonly kase: PresentCase; readonly readBackAt: number | null }> {
  const row = await context.trx.selectFrom('records').select(['case_id', 'state', 'read_back_at']).where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new Refusal('row.unknown', 'This record does not exist.');
  const kase = await presentCase(context, row.case_id);
  const state = recordStateSchema.parse(row.state);
  if (!RECORD_STEPS[step].includes(state)) {
    throw new Refusal('state.conflict', `The record is "${state}": this cannot be done with it any more, or not yet.`);
  }
  return { kase, readBackAt: row.read_back_at };
}

/** Notes when the record was changed, and says so wherever its case is seen. */
export async function touchedRecord(
  { trx, now }: Pick<MutationContext, 'trx' | 'now'>,
  id: string,
  { places }: Pick<PresentCase, 'places'>,
): Promise<readonly TouchedRow[]> {
  await trx.updateTable('records').set({ updated_at: now }).where('id', '=', id).execute();
  return touchedPlaces('record', id, { before: places, after: places });
}
