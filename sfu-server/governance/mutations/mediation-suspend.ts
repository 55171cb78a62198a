import { Refusal } from '../../protocol/errors.ts';
import { presentMediation, touchedBoth } from '../mediation/present.ts';
import type { Mutation } from './mutation.ts';

/** Stops the clock: what is left of the limit is kept. */
export const suspendMediation: Mutation<'mediation.suspend'> = async ({ id, reason }, context) => {
  const { trx, account, now } = context;
  const { kase, mediation } = await presentMediation(context, id, 'suspend');
  if (mediation.suspension !== null) throw new Refusal('mediation.suspended', 'The mediation is suspended already.');
  await trx
    .updateTable('mediations')
    .set({
      suspended_at: now,
      suspended_by_name: account.name,
      suspension_reason: reason,
      suspension_left_ms: kase.dueAt === null ? null : kase.dueAt - now,
    })
    .where('id', '=', id)
    .execute();
  await trx.updateTable('cases').set({ due_at: null }).where('id', '=', id).execute();
  return touchedBoth(context, kase);
};

/** Lets the clock go on with what was left. */
export const resumeMediation: Mutation<'mediation.resume'> = async ({ id }, context) => {
  const { trx, now } = context;
  const { kase, mediation } = await presentMediation(context, id, 'resume');
  if (mediation.suspension === null) throw new Refusal('mediation.not_suspended', 'The mediation is not suspended.');
  const { leftMs } = mediation.suspension;
  await trx
    .updateTable('mediations')
    .set({ suspended_at: null, suspended_by_name: null, suspension_reason: null, suspension_left_ms: null })
    .where('id', '=', id)
    .execute();
  await trx
    .updateTable('cases')
    .set({ due_at: leftMs === null ? null : now + leftMs })
    .where('id', '=', id)
    .execute();
  return touchedBoth(context, kase);
};
