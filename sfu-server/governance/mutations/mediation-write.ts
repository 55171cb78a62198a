import { DAY_MS, DEFAULT_MEDIATION_DAYS } from '../case-limits.ts';
import { presentMediation, touchedBoth } from '../mediation/present.ts';
import type { Mutation } from './mutation.ts';

/** Sets right what is written about a mediation. Another procedure moves the limit by as many days as they differ. */
export const writeMediation: Mutation<'mediation.write'> = async ({ id, change }, context) => {
  const { trx, mediationDays = DEFAULT_MEDIATION_DAYS } = context;
  const { kase, mediation } = await presentMediation(context, id, 'write');
  const simple = change.simple ?? mediation.simple;
  const movedBy = simple === mediation.simple ? 0 : (mediationDays.simple - mediationDays.usual) * DAY_MS * (simple ? 1 : -1);
  const left = mediation.suspension?.leftMs ?? null;
  await trx
    .updateTable('mediations')
    .set({
      simple: simple ? 1 : 0,
      ...(change.source !== undefined && { source: JSON.stringify(change.source) }),
      ...(change.request !== undefined && { request: change.request }),
      ...(change.amountFen !== undefined && { amount_fen: change.amountFen }),
      ...(left !== null && { suspension_left_ms: left + movedBy }),
    })
    .where('id', '=', id)
    .execute();
  if (kase.dueAt !== null && movedBy !== 0) {
    await trx
      .updateTable('cases')
      .set({ due_at: kase.dueAt + movedBy })
      .where('id', '=', id)
      .execute();
  }
  return touchedBoth(context, kase);
};
