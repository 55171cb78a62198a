import type { TouchedRow } from '../../store/change-log.ts';
import type { Db } from '../../store/database.ts';
import { idList } from '../../store/id-list.ts';
import { type Placement, placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import type { MutationContext } from '../mutations/mutation.ts';

/** A call may let people read its case, or no longer: with it all three rows come and go. */
const WITH_CALL = ['case', 'mediation'] as const;

export interface PlacesBefore {
  readonly calls: ReadonlyMap<string, readonly Placement[]>;
  readonly kase: readonly Placement[];
}

/** Where calls of a case, and the case, stand: taken before something is changed. */
export async function placesOfCalls(trx: Db, caseId: string, callIds: readonly string[]): Promise<PlacesBefore> {
  const places = await placementsOf(trx, 'jointCall', callIds);
  return { calls: Map.groupBy(places, ({ id }) => id), kase: await placementsOf(trx, 'case', [caseId]) };
}

/** What to tell once it was changed. */
export async function touchedCalls(trx: Db, caseId: string, callIds: readonly string[], before: PlacesBefore): Promise<TouchedRow[]> {
  const after = await placesOfCalls(trx, caseId, callIds);
  const moved = WITH_CALL.flatMap((entity) => touchedPlaces(entity, caseId, { before: before.kase, after: after.kase }));
  return [
    ...callIds.flatMap((id) => touchedPlaces('jointCall', id, { before: before.calls.get(id) ?? [], after: after.calls.get(id) ?? [] })),
    // The case itself has not changed: only who reads it.
    ...moved.filter(({ path, pathBefore }) => path !== pathBefore),
  ];
}

/** Calls of a case that stand, and those to one of its hearings alone where one is named. */
export async function standingCalls(trx: Db, caseId: string, sessionId?: string): Promise<string[]> {
  let query = trx.selectFrom('joint_calls').select('id').where('case_id', '=', caseId).where('ended_at', 'is', null);
  if (sessionId !== undefined) query = query.where('session_id', '=', sessionId);
  return (await query.execute()).map(({ id }) => id);
}

/** Ends calls; who was called by them reads the case no longer. */
export async function endCalls({ trx, account, now }: MutationContext, callIds: readonly string[], reason: string): Promise<void> {
  await trx
    .updateTable('joint_calls')
    .set({ ended_at: now, ended_by_name: account.name, end_reason: reason, updated_at: now })
    .where('id', 'in', idList(callIds))
    .where('ended_at', 'is', null)
    .execute();
}

/** Ends all calls of a case that is over. */
export async function endCallsOf(context: MutationContext, caseId: string, reason: string): Promise<TouchedRow[]> {
  const { trx } = context;
  const ids = await standingCalls(trx, caseId);
  if (ids.length === 0) return [];
  const before = await placesOfCalls(trx, caseId, ids);
  await endCalls(context, ids, reason);
  return touchedCalls(trx, caseId, ids, before);
}

/** Tells calls to a hearing that it has changed: its room was opened, it was called off. */
export async function touchedBySession(trx: Db, caseId: string, sessionId: string): Promise<TouchedRow[]> {
  const ids = await standingCalls(trx, caseId, sessionId);
  return touchedCalls(trx, caseId, ids, await placesOfCalls(trx, caseId, ids));
}
