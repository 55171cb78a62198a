import { CALL_ENDS } from '../../protocol/entities/joint-call.ts';
import { ESCALATED, staysWhenEscalated } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import { idList } from '../../store/id-list.ts';
import { type Placement, placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import { endCalls, placesOfCalls, standingCalls, touchedCalls } from '../joint/calls.ts';
import { presentMediation, touchedMediation } from '../mediation/present.ts';
import type { Mutation, MutationContext } from './mutation.ts';
import { presentOrganisation } from './organisation.ts';

/** A case goes to and fro a few times, not for ever: it travels with all its letters in one message. */
const MOST_TRANSFERS = 100;

/** Passes a case with its file on to a centre above. */
export const escalateMediation: Mutation<'mediation.escalate'> = async ({ id, transferId, fromOrgId, toOrgId, reason }, context) => {
  const { trx, account, now } = context;
  const { kase, mediation } = await presentMediation(context, id, 'escalate');
  if (kase.orgId !== fromOrgId) throw new Refusal('state.conflict', 'The case lies elsewhere by now.');
  if (kase.path.split('/').length <= 2) throw new Refusal('mediation.no_higher', 'There is no centre above this one.');
  if (mediation.suspension !== null) throw new Refusal('mediation.suspended', 'The mediation is suspended; resume it first.');
  const to = await presentOrganisation(context, toOrgId);
  if (to.path === kase.path || !kase.path.startsWith(to.path)) {
    throw new Refusal('state.conflict', 'A case goes up its own line only.');
  }
  await mustTakeOneMore(context, transferId, mediation.transfers.length);
  const files = await trx.selectFrom('attachments').select('id').where('owner_entity', '=', 'case').where('owner_id', '=', id).execute();
  const fileIds = files.map((file) => file.id);
  const filesBefore = await placementsOf(trx, 'attachment', fileIds);
  const agreementBefore = await placementsOf(trx, 'agreement', [id]);
  // All of them, also those that have ended: they stand where the case does.
  const calls = (await trx.selectFrom('joint_calls').select('id').where('case_id', '=', id).execute()).map((call) => call.id);
  const callsBefore = await placesOfCalls(trx, id, calls);
  await endCalls(context, await standingCalls(trx, id), CALL_ENDS.escalated);
  await trx
    .insertInto('mediation_transfers')
    .values({
      id: transferId,
      mediation_id: id,
      kind: 'escalation',
      at: now,
      by_account_id: account.id,
      by_name: account.name,
      from_org_id: kase.orgId,
      to_org_id: to.id,
      reason,
    })
    .execute();
  // Whoever takes it over says who mediates.
  await trx
    .updateTable('mediations')
    .set({ mediator_id: null, mediator_name: null, assistants: '[]', updated_at: now })
    .where('id', '=', id)
    .execute();
  const planned = mediation.sessions.filter((session) => !staysWhenEscalated(session, now)).map((session) => session.id);
  await trx.updateTable('mediation_sessions').set({ cancel_reason: ESCALATED }).where('id', 'in', idList(planned)).execute();
  await trx.updateTable('cases').set({ org_id: to.id, handler_name: null, updated_at: now }).where('id', '=', id).execute();
  const after = await placementsOf(trx, 'case', [id]);
  const filesAfter = await placementsOf(trx, 'attachment', fileIds);
  return [
    ...touchedPlaces('case', id, { before: kase.places, after }),
    ...touchedPlaces('mediation', id, { before: kase.places, after }),
    ...touchedPlaces('agreement', id, { before: agreementBefore, after: await placementsOf(trx, 'agreement', [id]) }),
    ...(await touchedCalls(trx, id, calls, callsBefore)),
    ...fileIds.flatMap((fileId) => movedFile(fileId, filesBefore, filesAfter)),
  ];
};

function movedFile(fileId: string, before: readonly Placement[], after: readonly Placement[]): TouchedRow[] {
  const of = (places: readonly Placement[]) => places.filter(({ id }) => id === fileId);
  return touchedPlaces('attachment', fileId, { before: of(before), after: of(after) });
}

/** Notes a letter to or from another office. */
export const handOverMediation: Mutation<'mediation.handOver'> = async ({ id, transferId, ...words }, context) => {
  const { trx, account, now } = context;
  const { kase, mediation } = await presentMediation(context, id, 'handOver');
  await mustTakeOneMore(context, transferId, mediation.transfers.length);
  await trx
    .insertInto('mediation_transfers')
    .values({
      id: transferId,
      mediation_id: id,
      kind: 'handover',
      at: now,
      by_account_id: account.id,
      by_name: account.name,
      reason: words.reason,
      body: JSON.stringify(words),
    })
    .execute();
  return touchedMediation(context, kase);
};

/** Notes what the other office has confirmed to have got. The first that was noted stays: it is evidence. */
export const receiptOfHandover: Mutation<'mediation.receipt'> = async ({ id, transferId, receipt }, context) => {
  const { kase, mediation } = await presentMediation(context, id, 'receipt');
  const transfer = mediation.transfers.find((one) => one.id === transferId);
  if (transfer?.kind !== 'handover') throw new Refusal('row.unknown', 'This case has no such letter.');
  if (transfer.receipt !== null) throw new Refusal('state.conflict', 'The receipt of this letter was noted already.');
  await context.trx
    .updateTable('mediation_transfers')
    .set({ receipt: JSON.stringify(receipt) })
    .where('id', '=', transferId)
    .execute();
  return touchedMediation(context, kase);
};

async function mustTakeOneMore({ trx }: MutationContext, transferId: string, present: number): Promise<void> {
  const taken = await trx.selectFrom('mediation_transfers').select('id').where('id', '=', transferId).executeTakeFirst();
  if (taken !== undefined) throw new Refusal('state.conflict', 'A transfer with this id exists already.');
  if (present >= MOST_TRANSFERS) throw new Refusal('state.conflict', `A case is passed on at most ${MOST_TRANSFERS} times.`);
}
