import { MOST_LINES, MOST_RECORD_CHARACTERS } from '../../protocol/entities/record.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { MutationArgs } from '../../protocol/mutations.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import { presentMediation } from '../mediation/present.ts';
import { presentHead, touchedRecord } from '../record/present.ts';
import type { Mutation, MutationContext } from './mutation.ts';

/** Begins the record of a hearing. Twice is as good as once: nobody's lines are lost because somebody else began it, too. */
export const openRecord: Mutation<'record.open'> = async ({ id, caseId, sessionId, openedAt }, context) => {
  const { trx, account, now } = context;
  const { kase, mediation } = await presentMediation(context, caseId, 'write');
  const known = await trx.selectFrom('records').select('case_id').where('id', '=', id).executeTakeFirst();
  if (known !== undefined) {
    if (known.case_id !== caseId) throw new Refusal('state.conflict', 'A record with this id exists already.');
    return touchedRecord(context, id, kase);
  }
  if (sessionId !== null && !mediation.sessions.some((one) => one.id === sessionId)) {
    throw new Refusal('row.unknown', 'This case has no such hearing.');
  }
  await trx
    .insertInto('records')
    .values({
      id,
      case_id: caseId,
      session_id: sessionId,
      state: 'typing',
      opened_at: openedAt,
      opened_by_id: account.id,
      opened_by_name: account.name,
      result: '',
      updated_at: now,
    })
    .execute();
  return touchedPlaces('record', id, { before: [], after: kase.places });
};

/** Writes a line. What was read back, and what somebody else wrote, stays as its trace. */
export const writeLine: Mutation<'record.line'> = async (args, context) => {
  const { trx, account } = context;
  const { kase, readBackAt } = await presentHead(context, args.id, 'line');
  const before = await trx.selectFrom('record_lines').selectAll().where('id', '=', args.lineId).executeTakeFirst();
  if (before !== undefined && before.record_id !== args.id) throw new Refusal('state.conflict', 'A line with this id exists already.');
  await mustFit(context, args, before?.text ?? null);
  const by = { by_account_id: account.id, by_name: account.name };
  const spoken = { speaker: args.speaker.kind, speaker_name: args.speaker.name, text: args.text };
  if (before === undefined) {
    const { position, at, apartWith: apart_with } = args;
    const marked = { recording_id: args.mark?.recordingId ?? null, offset_ms: args.mark?.offsetMs ?? null };
    await trx
      .insertInto('record_lines')
      .values({ id: args.lineId, record_id: args.id, position, at, apart_with, ...marked, ...spoken, ...by })
      .execute();
    if (readBackAt !== null && args.text !== '') await trace(context, args.lineId, '');
    return touchedRecord(context, args.id, kase);
  }
  // Nobody's words are put into the mouth of another writer without a change.
  const changed = before.text !== args.text;
  if (changed && (readBackAt !== null || before.by_account_id !== account.id)) await trace(context, args.lineId, before.text);
  await trx
    .updateTable('record_lines')
    .set({ ...spoken, ...(changed && by) })
    .where('id', '=', args.lineId)
    .execute();
  return touchedRecord(context, args.id, kase);
};

/** What came of the hearing, in words; as with any field, the last one holds. @throws Refusal `state.conflict` once somebody confirmed it */
export const writeResult: Mutation<'record.result'> = async ({ id, result }, context) => {
  const { kase } = await presentHead(context, id, 'result');
  const said = await context.trx.selectFrom('record_confirmations').select('id').where('record_id', '=', id).executeTakeFirst();
  if (said !== undefined) throw new Refusal('state.conflict', 'Somebody has confirmed this result: what is to be added is a line.');
  await context.trx.updateTable('records').set({ result }).where('id', '=', id).execute();
  return touchedRecord(context, id, kase);
};

async function trace({ trx, account, now }: MutationContext, lineId: string, was: string): Promise<void> {
  await trx
    .insertInto('record_corrections')
    .values({ line_id: lineId, was, by_account_id: account.id, by_name: account.name, at: now })
    .execute();
}

/** @throws Refusal `record.full` */
async function mustFit({ trx }: MutationContext, { id, text }: MutationArgs<'record.line'>, before: string | null): Promise<void> {
  const lines = await trx
    .selectFrom('record_lines')
    .select(({ fn }) => [fn.countAll<number>().as('n'), fn.sum<number>(fn('length', ['text'])).as('characters')])
    .where('record_id', '=', id)
    .executeTakeFirstOrThrow();
  const traces = await trx
    .selectFrom('record_corrections')
    .innerJoin('record_lines', 'record_lines.id', 'record_corrections.line_id')
    .select(({ fn }) => fn.sum<number>(fn('length', ['was'])).as('characters'))
    .where('record_id', '=', id)
    .executeTakeFirstOrThrow();
  if (before === null && lines.n >= MOST_LINES) throw new Refusal('record.full', `A record has at most ${MOST_LINES} lines.`);
  const characters = text.length + (before?.length ?? 0) + (lines.characters ?? 0) + (traces.characters ?? 0);
  if (characters > MOST_RECORD_CHARACTERS) throw new Refusal('record.full', `A record has at most ${MOST_RECORD_CHARACTERS} characters.`);
}
