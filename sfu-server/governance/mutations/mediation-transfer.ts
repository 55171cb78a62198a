import { Refusal } from '../../protocol/errors.ts';
import { presentMediation, touchedMediation } from '../mediation/present.ts';
import { mustTakeOneMore } from '../mediation/transfers.ts';
import type { Mutation } from './mutation.ts';

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
