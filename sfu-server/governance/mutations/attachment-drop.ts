import { Refusal } from '../../protocol/errors.ts';
import { presentEvent } from './event-change.ts';
import type { Mutation } from './mutation.ts';

/** Takes back an announcement of one's own whose content is not there. */
export const dropAttachment: Mutation<'attachment.drop'> = async ({ id }, context) => {
  const { trx, account } = context;
  const row = await trx.selectFrom('attachments').select(['event_id', 'created_by_id', 'complete']).where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new Refusal('row.unknown', 'This attachment does not exist.');
  const { path } = await presentEvent(context, row.event_id, 'event.note');
  if (row.created_by_id !== account.id) throw new Refusal('right.missing', 'Only whoever announced an attachment may take it back.');
  if (row.complete === 1) throw new Refusal('state.conflict', 'What has been handed in stays with the event.');
  await trx.deleteFrom('attachments').where('id', '=', id).execute();
  return [{ entity: 'attachment', id, path: null, pathBefore: path }];
};
