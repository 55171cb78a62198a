import { Refusal } from '../../protocol/errors.ts';
import { placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import { mustWriteOn } from './attachment-owner.ts';
import type { Mutation } from './mutation.ts';

/**
 * Takes back an announcement whose content is not there: one's own, or any of a meeting that one runs, a case that one handles or a profile
 * that one keeps. Pictures of people go also when they are there.
 */
export const dropAttachment: Mutation<'attachment.drop'> = async ({ id }, context) => {
  const { trx, account } = context;
  const row = await trx
    .selectFrom('attachments')
    .select(['owner_entity', 'owner_id', 'created_by_id', 'complete'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('row.unknown', 'This attachment does not exist.');
  await mustWriteOn(context, row.owner_entity, row.owner_id);
  // Whoever signs the minutes or closes the file must not wait for ever for a paper that never comes.
  const anybodys = row.owner_entity === 'meeting' || row.owner_entity === 'case' || row.owner_entity === 'mediator';
  if (!anybodys && row.created_by_id !== account.id)
    throw new Refusal('right.missing', 'Only whoever announced an attachment may take it back.');
  if (row.complete === 1 && row.owner_entity !== 'mediator') throw new Refusal('state.conflict', 'What has been handed in stays.');
  const before = await placementsOf(trx, 'attachment', [id]);
  await trx.deleteFrom('attachments').where('id', '=', id).execute();
  const { numUpdatedRows } = await trx.updateTable('mediators').set({ photo_id: null }).where('photo_id', '=', id).executeTakeFirst();
  const shown = numUpdatedRows === 0n ? [] : await placementsOf(trx, 'mediator', [row.owner_id]);
  return [
    ...touchedPlaces('attachment', id, { before, after: [] }),
    ...touchedPlaces('mediator', row.owner_id, { before: shown, after: shown }),
  ];
};
