import { Refusal } from '../../protocol/errors.ts';
import { isAllowed } from '../../protocol/rights.ts';
import { readDepartments } from '../../store/joint-rows.ts';
import { endCalls, placesOfCalls, touchedCalls } from '../joint/calls.ts';
import { presentCall } from '../joint/present.ts';
import { presentMediation } from '../mediation/present.ts';
import type { PresentCase } from './case-change.ts';
import type { Mutation, MutationContext } from './mutation.ts';
import { visiblePlaces } from './visible-places.ts';

/** Each change of the case's places is told to everybody who is called. */
const MOST_CALLS = 60;

/** Calls a department to mediate with the centre. */
export const makeCall: Mutation<'jointCall.make'> = async (args, context) => {
  const { trx, account, now } = context;
  const { id, caseId } = args;
  const { kase, mediation } = await presentMediation(context, caseId, 'call');
  if (mediation.suspension !== null) throw new Refusal('mediation.suspended', 'The mediation is suspended; resume it first.');
  const department = await callable(context, kase, args.departmentId);
  const session = args.session === null ? null : mediation.sessions.find((one) => one.id === args.session?.id);
  if (session === undefined) throw new Refusal('row.unknown', 'This case has no such hearing.');
  if (session !== null && session.cancelReason !== null) throw new Refusal('state.conflict', 'The hearing was called off.');
  await mustBeNew(context, { id, caseId, departmentId: department.id, sessionId: session?.id ?? null });
  const facts = await trx
    .selectFrom('cases')
    .innerJoin('organisations', 'organisations.id', 'cases.org_id')
    .select(['name', 'field'])
    .where('cases.id', '=', caseId)
    .executeTakeFirstOrThrow();
  const before = await placesOfCalls(trx, caseId, [id]);
  await trx
    .insertInto('joint_calls')
    .values({
      id,
      case_id: caseId,
      department_id: department.id,
      department_name: department.name,
      org_id: kase.orgId,
      org_name: facts.name,
      field: facts.field,
      session_id: session?.id ?? null,
      words: args.words,
      answer_by: args.answerBy,
      called_by_id: account.id,
      called_by_name: account.name,
      called_at: now,
      updated_at: now,
    })
    .execute();
  for (const { accountId, name } of department.people) {
    await trx.insertInto('joint_call_people').values({ call_id: id, account_id: accountId, name, comes: 0 }).execute();
  }
  return touchedCalls(trx, caseId, [id], before);
};

/** Takes a call back. Twice is as good as once. */
export const endCall: Mutation<'jointCall.end'> = async ({ id, reason }, context) => {
  const { trx, account } = context;
  const call = await presentCall(context, id);
  if (!isAllowed(account.role, 'case.handle.mediation', account.organisation.path, call.casePath)) {
    throw new Refusal('right.missing', 'Only who handles the case takes its calls back.');
  }
  if (call.ended) return [];
  const before = await placesOfCalls(trx, call.caseId, [id]);
  await endCalls(context, [id], reason);
  return touchedCalls(trx, call.caseId, [id], before);
};

/** A department of the centre that handles the case, or of one above it. @throws Refusal `row.unknown`, `state.conflict` */
async function callable(context: MutationContext, kase: PresentCase, departmentId: string) {
  const [place] = await visiblePlaces(context, 'department', departmentId);
  const [department] = await readDepartments(context.trx, [departmentId]);
  if (place === undefined || department === undefined) throw new Refusal('row.unknown', 'This department does not exist.');
  if (!kase.path.startsWith(place.path)) throw new Refusal('state.conflict', 'This department belongs to another centre.');
  return department;
}

interface NewCall {
  readonly id: string;
  readonly caseId: string;
  readonly departmentId: string;
  readonly sessionId: string | null;
}

/** @throws Refusal `state.conflict`, `joint.called_already` */
async function mustBeNew({ trx }: MutationContext, { id, caseId, departmentId, sessionId }: NewCall): Promise<void> {
  const rows = await trx
    .selectFrom('joint_calls')
    .select(['id', 'case_id', 'department_id', 'session_id', 'ended_at'])
    .where((eb) => eb.or([eb('id', '=', id), eb('case_id', '=', caseId)]))
    .execute();
  if (rows.some((row) => row.id === id)) throw new Refusal('state.conflict', 'A call with this id exists already.');
  if (rows.length >= MOST_CALLS) throw new Refusal('state.conflict', `A case has at most ${MOST_CALLS} calls.`);
  if (rows.some((row) => row.department_id === departmentId && row.session_id === sessionId && row.ended_at === null)) {
    throw new Refusal('joint.called_already', 'This department was called to it already.');
  }
}
