import { Refusal } from '../../protocol/errors.ts';
import { touchedBySession } from '../joint/calls.ts';
import { presentMediation, touchedMediation } from '../mediation/present.ts';
import type { Mutation } from './mutation.ts';

const MOST_SESSIONS = 60;

/** Plans a hearing. */
export const planSession: Mutation<'mediation.planSession'> = async (args, context) => {
  const { trx, account } = context;
  const { kase, mediation } = await presentMediation(context, args.id, 'planSession');
  if (mediation.suspension !== null) throw new Refusal('mediation.suspended', 'The mediation is suspended; resume it first.');
  const taken = await trx.selectFrom('mediation_sessions').select('id').where('id', '=', args.sessionId).executeTakeFirst();
  if (taken !== undefined) throw new Refusal('state.conflict', 'A hearing with this id exists already.');
  if (mediation.sessions.length >= MOST_SESSIONS) throw new Refusal('state.conflict', `A case has at most ${MOST_SESSIONS} hearings.`);
  await trx
    .insertInto('mediation_sessions')
    .values({
      id: args.sessionId,
      mediation_id: args.id,
      starts_at: args.startsAt,
      duration_min: args.durationMin,
      place: args.place,
      planned_by_id: account.id,
      planned_by_name: account.name,
    })
    .execute();
  return touchedMediation(context, kase);
};

/** Calls a hearing off. One that was held in a room stays. */
export const cancelSession: Mutation<'mediation.cancelSession'> = async ({ id, sessionId, reason }, context) => {
  const { kase, mediation } = await presentMediation(context, id, 'cancelSession');
  const session = mediation.sessions.find((one) => one.id === sessionId);
  if (session === undefined) throw new Refusal('row.unknown', 'This case has no such hearing.');
  if (session.cancelReason !== null) throw new Refusal('state.conflict', 'The hearing was called off already.');
  if (session.roomId !== null) throw new Refusal('state.conflict', 'The room of this hearing was opened already.');
  await context.trx.updateTable('mediation_sessions').set({ cancel_reason: reason }).where('id', '=', sessionId).execute();
  return [...(await touchedMediation(context, kase)), ...(await touchedBySession(context.trx, id, sessionId))];
};
