import { followUpSchema } from '../../protocol/entities/agreement.ts';
import { CASE_TRANSITIONS, type CaseState } from '../../protocol/entities/case.ts';
import { CALL_ENDS } from '../../protocol/entities/joint-call.ts';
import type { Mediation } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { caseDueAt, DEFAULT_MEDIATION_DAYS } from '../case-limits.ts';
import { endCallsOf } from '../joint/calls.ts';
import { touchedMediation } from '../mediation/present.ts';
import { takeOver } from '../mediation/transfers.ts';
import { addCaseNote, type PresentCase, presentCase, touchedCase } from './case-change.ts';
import type { Mutation, MutationContext } from './mutation.ts';

/** Whoever was called to help has nothing more to do with it, nor to read. */
const OVER: readonly CaseState[] = ['refused', 'withdrawn', 'closed'];

/** Takes a case to its next step, with what is to be said about it. */
export const advanceCase: Mutation<'case.advance'> = async (args, context) => {
  const { trx, now, mediationDays = DEFAULT_MEDIATION_DAYS } = context;
  const present = await presentCase(context, args.id);
  const { kind, state, dueAt } = present;
  if (!CASE_TRANSITIONS[state].includes(args.to)) {
    throw new Refusal('state.conflict', `The case is "${state}" now and cannot become "${args.to}".`);
  }
  const [mediation] = kind === 'mediation' ? await readMediations(trx, [args.id]) : [];
  await mustBeFollowedUp(context, present, args);
  const wasSuspended = mediation !== undefined && (await endSuspension(context, mediation, args.to));
  // Who takes the next step with a case that was passed up has taken it over.
  const isTaken = mediation !== undefined && (await takeOver(context, mediation));
  await addCaseNote(context, { id: args.noteId, caseId: args.id, state: args.to, text: args.note });
  const days = mediation?.simple === true ? mediationDays.simple : mediationDays.usual;
  await trx
    .updateTable('cases')
    .set({ state: args.to, updated_at: now, due_at: caseDueAt({ kind, from: state, state: args.to, at: now, before: dueAt, days }) })
    .where('id', '=', args.id)
    .execute();
  const touched: TouchedRow[] = [...touchedCase(present)];
  if (OVER.includes(args.to)) touched.push(...(await endCallsOf(context, args.id, CALL_ENDS.over)));
  if (wasSuspended || isTaken) touched.push(...(await touchedMediation(context, present)));
  return touched;
};

/** What was settled is closed with a follow-up (回访) behind it, or with a word on why there is none. @throws Refusal `agreement.follow_up_missing` */
async function mustBeFollowedUp({ trx }: MutationContext, { id, kind, state }: PresentCase, { to, note }: { to: CaseState; note: string }) {
  if (kind !== 'mediation' || state !== 'settled' || to !== 'closed' || note.trim() !== '') return;
  const rows = await trx.selectFrom('agreement_follow_ups').select('body').where('agreement_id', '=', id).execute();
  // What a party says by itself takes nobody's visit off their hands.
  if (!rows.some(({ body }) => followUpSchema.parse(JSON.parse(body)).how !== 'online'))
    throw new Refusal('agreement.follow_up_missing', 'Nobody has been followed up: note that first, or say why not.');
}

/**
 * A suspended mediation stands still, but may be taken back; then it is not suspended any more.
 * @returns whether it was
 * @throws Refusal `mediation.suspended`
 */
async function endSuspension({ trx }: MutationContext, { id, suspension }: Mediation, to: CaseState): Promise<boolean> {
  if (suspension === null) return false;
  if (to !== 'withdrawn') throw new Refusal('mediation.suspended', 'The mediation is suspended; resume it first.');
  await trx
    .updateTable('mediations')
    .set({ suspended_at: null, suspended_by_name: null, suspension_reason: null, suspension_left_ms: null })
    .where('id', '=', id)
    .execute();
  return true;
}
