import { Refusal } from '../../protocol/errors.ts';
import { isAllowed, isNamedFor } from '../../protocol/rights.ts';
import { idList } from '../../store/id-list.ts';
import { placesOfCalls, touchedCalls } from '../joint/calls.ts';
import { type PresentCall, presentCall } from '../joint/present.ts';
import type { Mutation, MutationContext } from './mutation.ts';

/** Keeps what a called department says; who comes reads the case from then on. */
export const answerCall: Mutation<'jointCall.answer'> = async ({ id, result, people, words }, context) => {
  const { trx, account, now } = context;
  const call = await presentCall(context, id);
  const byPhone = mustAnswer(context, call) === 'office';
  if (call.ended) throw new Refusal('state.conflict', 'The call was taken back.');
  // A voice on the telephone opens no file to anybody.
  if (people.some((accountId) => byPhone || !call.called.includes(accountId))) {
    throw new Refusal('state.conflict', 'Somebody is named who was not called, or has not answered themselves.');
  }
  const before = await placesOfCalls(trx, call.caseId, [id]);
  await trx
    .updateTable('joint_calls')
    .set({
      answer: result,
      answer_words: words,
      answered_by_id: account.id,
      answered_by_name: account.name,
      answered_by_phone: byPhone ? 1 : 0,
      answered_at: now,
      updated_at: now,
    })
    .where('id', '=', id)
    .execute();
  // Who has said themselves that they come still does when the office hears the same by telephone.
  if (!byPhone || result === 'declined') {
    await trx.updateTable('joint_call_people').set({ comes: 0 }).where('call_id', '=', id).execute();
    await trx
      .updateTable('joint_call_people')
      .set({ comes: 1 })
      .where('call_id', '=', id)
      .where('account_id', 'in', idList(people))
      .execute();
  }
  return touchedCalls(trx, call.caseId, [id], before);
};

/** Whether somebody answers for the department, or notes for the office what it has said. @throws Refusal `right.missing` */
function mustAnswer({ account }: MutationContext, call: PresentCall): 'department' | 'office' {
  if (isNamedFor(account.role, 'joint.answer') && call.called.includes(account.id)) return 'department';
  if (isAllowed(account.role, 'case.handle.mediation', account.organisation.path, call.casePath)) return 'office';
  throw new Refusal('right.missing', 'This account does not answer for that department.');
}
