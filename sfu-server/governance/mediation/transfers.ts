import { type Mediation, pendingEscalation, staysWhenEscalated } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import { idList } from '../../store/id-list.ts';
import { type Placement, placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import { endCalls, placesOfCalls, standingCalls, touchedCalls } from '../joint/calls.ts';
import type { MutationContext } from '../mutations/mutation.ts';
import type { PresentMediation } from './present.ts';

/** A case goes to and fro a few times, not for ever: it travels with all its letters in one message. */
const MOST_TRANSFERS = 100;

/** @param present how many the case has @throws Refusal `state.conflict` */
export async function mustTakeOneMore({ trx }: MutationContext, transferId: string, present: number): Promise<void> {
  const taken = await trx.selectFrom('mediation_transfers').select('id').where('id', '=', transferId).executeTakeFirst();
  if (taken !== undefined) throw new Refusal('state.conflict', 'A transfer with this id exists already.');
  if (present >= MOST_TRANSFERS) throw new Refusal('state.conflict', `A case is passed on at most ${MOST_TRANSFERS} times.`);
}

interface Move {
  readonly toOrgId: string;
  readonly cancelReason: string;
  readonly callsEnd: string;
  readonly note: () => Promise<unknown>;
}

/**
 * Lays a case with its file into the hands of another centre of its line. Nobody mediates it until that centre says who, and hearings
 * that were only planned are called off with `cancelReason`, departments that were called in with `callsEnd`. `note` writes the transfer itself: whoever is to go on reading by it is
 * placed by then.
 */
export async function moveCase(
  context: MutationContext,
  { kase, mediation }: PresentMediation,
  { toOrgId, cancelReason, callsEnd, note }: Move,
): Promise<readonly TouchedRow[]> {
  const { trx, now } = context;
  const { id } = kase;
  const files = await trx.selectFrom('attachments').select('id').where('owner_entity', '=', 'case').where('owner_id', '=', id).execute();
  const fileIds = files.map((file) => file.id);
  const filesBefore = await placementsOf(trx, 'attachment', fileIds);
  const agreementBefore = await placementsOf(trx, 'agreement', [id]);
  // All of them, also those that have ended: they stand where the case does.
  const calls = (await trx.selectFrom('joint_calls').select('id').where('case_id', '=', id).execute()).map((call) => call.id);
  const callsBefore = await placesOfCalls(trx, id, calls);
  await endCalls(context, await standingCalls(trx, id), callsEnd);
  await note();
  await trx
    .updateTable('mediations')
    .set({ mediator_id: null, mediator_name: null, assistants: '[]', updated_at: now })
    .where('id', '=', id)
    .execute();
  const planned = mediation.sessions.filter((session) => !staysWhenEscalated(session, now)).map((session) => session.id);
  await trx.updateTable('mediation_sessions').set({ cancel_reason: cancelReason }).where('id', 'in', idList(planned)).execute();
  await trx.updateTable('cases').set({ org_id: toOrgId, handler_name: null, updated_at: now }).where('id', '=', id).execute();
  const after = await placementsOf(trx, 'case', [id]);
  const filesAfter = await placementsOf(trx, 'attachment', fileIds);
  return [
    ...touchedPlaces('case', id, { before: kase.places, after }),
    ...touchedPlaces('mediation', id, { before: kase.places, after }),
    ...touchedPlaces('agreement', id, { before: agreementBefore, after: await placementsOf(trx, 'agreement', [id]) }),
    ...(await touchedCalls(trx, id, calls, callsBefore)),
    ...fileIds.flatMap((fileId) => movedFile(fileId, filesBefore, filesAfter)),
  ];
}

function movedFile(fileId: string, before: readonly Placement[], after: readonly Placement[]): TouchedRow[] {
  const of = (places: readonly Placement[]) => places.filter(({ id }) => id === fileId);
  return touchedPlaces('attachment', fileId, { before: of(before), after: of(after) });
}

/**
 * Whoever assigns a case, takes it to its next step or passes it further up has taken it over: the way on which it came waits no longer.
 * @returns whether it had waited
 */
export async function takeOver({ trx, account, now }: MutationContext, mediation: Mediation): Promise<boolean> {
  const pending = pendingEscalation(mediation);
  if (pending === null) return false;
  const answer = { taken: true, reason: '', at: now, byName: account.name };
  await trx
    .updateTable('mediation_transfers')
    .set({ receipt: JSON.stringify(answer) })
    .where('id', '=', pending.id)
    .execute();
  return true;
}
