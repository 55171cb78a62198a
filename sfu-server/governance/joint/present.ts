import { Refusal } from '../../protocol/errors.ts';
import type { MutationContext } from '../mutations/mutation.ts';
import { visiblePlaces } from '../mutations/visible-places.ts';

export interface PresentCall {
  readonly id: string;
  readonly caseId: string;
  /** Of the centre that handles the case. */
  readonly casePath: string;
  readonly ended: boolean;
  /** Accounts that are called. */
  readonly called: readonly string[];
}

/** The call that a mutation is about. @throws Refusal `row.unknown` also for calls that the account may not see */
export async function presentCall(context: MutationContext, id: string): Promise<PresentCall> {
  const { trx } = context;
  const row = await trx
    .selectFrom('joint_calls')
    .innerJoin('cases', 'cases.id', 'joint_calls.case_id')
    .innerJoin('organisations', 'organisations.id', 'cases.org_id')
    .select(['case_id', 'path', 'ended_at'])
    .where('joint_calls.id', '=', id)
    .executeTakeFirst();
  const places = await visiblePlaces(context, 'jointCall', id);
  if (row === undefined || places.length === 0) throw new Refusal('row.unknown', 'This call does not exist.');
  const people = await trx.selectFrom('joint_call_people').select('account_id').where('call_id', '=', id).execute();
  return { id, caseId: row.case_id, casePath: row.path, ended: row.ended_at !== null, called: people.map((one) => one.account_id) };
}
