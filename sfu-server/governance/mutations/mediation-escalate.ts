import { CALL_ENDS } from '../../protocol/entities/joint-call.ts';
import { ESCALATED, SENT_BACK } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import { presentMediation, touchedMediation } from '../mediation/present.ts';
import { moveCase, mustTakeOneMore, takeOver } from '../mediation/transfers.ts';
import type { Mutation } from './mutation.ts';
import { presentOrganisation } from './organisation.ts';

/** Passes a case with its file on to a centre above. */
export const escalateMediation: Mutation<'mediation.escalate'> = async ({ id, transferId, fromOrgId, toOrgId, reason }, context) => {
  const { trx, account, now } = context;
  const present = await presentMediation(context, id, 'escalate');
  const { kase, mediation } = present;
  if (kase.orgId !== fromOrgId) throw new Refusal('state.conflict', 'The case lies elsewhere by now.');
  if (kase.path.split('/').length <= 2) throw new Refusal('mediation.no_higher', 'There is no centre above this one.');
  if (mediation.suspension !== null) throw new Refusal('mediation.suspended', 'The mediation is suspended; resume it first.');
  const to = await presentOrganisation(context, toOrgId);
  if (to.path === kase.path || !kase.path.startsWith(to.path)) {
    throw new Refusal('state.conflict', 'A case goes up its own line only.');
  }
  await mustTakeOneMore(context, transferId, mediation.transfers.length);
  await takeOver(context, mediation);
  const facts = {
    id: transferId,
    mediation_id: id,
    kind: 'escalation',
    at: now,
    by_account_id: account.id,
    by_name: account.name,
  } as const;
  const note = () =>
    trx
      .insertInto('mediation_transfers')
      .values({ ...facts, from_org_id: kase.orgId, to_org_id: to.id, reason })
      .execute();
  return moveCase(context, present, { toOrgId: to.id, cancelReason: ESCALATED, callsEnd: CALL_ENDS.escalated, note });
};

/** Takes over a case that was passed up, or sends it back with its file. */
export const answerEscalation: Mutation<'mediation.answerEscalation'> = async ({ id, transferId, taken, reason }, context) => {
  const { trx, account, now } = context;
  const present = await presentMediation(context, id, 'answerEscalation');
  const { kase, mediation } = present;
  const transfer = mediation.transfers.find((one) => one.id === transferId);
  if (transfer?.kind !== 'escalation') throw new Refusal('row.unknown', 'This case was not passed up by that.');
  // Two of the centre above may say the same without a line: the second has nothing to add.
  if (transfer.answer?.taken === taken) return [];
  if (transfer.answer !== null) throw new Refusal('state.conflict', 'This was answered already.');
  if (kase.orgId !== transfer.toOrgId) throw new Refusal('state.conflict', 'The case lies elsewhere by now.');
  const answer = JSON.stringify({ taken, reason: reason.trim(), at: now, byName: account.name });
  const note = () => trx.updateTable('mediation_transfers').set({ receipt: answer }).where('id', '=', transferId).execute();
  if (taken) {
    await note();
    return touchedMediation(context, kase);
  }
  if (mediation.suspension !== null) throw new Refusal('mediation.suspended', 'The mediation is suspended; resume it first.');
  return moveCase(context, present, { toOrgId: transfer.fromOrgId, cancelReason: SENT_BACK, callsEnd: CALL_ENDS.sentBack, note });
};
