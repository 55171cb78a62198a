import { MAX_ATTACHMENT_BYTES, mediaTypeOfName } from '../../protocol/attachment.ts';
import type { AttachmentOwner } from '../../protocol/entities/attachment.ts';
import { Refusal } from '../../protocol/errors.ts';
import { placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import { mustWriteOn } from './attachment-owner.ts';
import type { Mutation } from './mutation.ts';

/** Most attachments of one row: what a person can still look through; of a meeting what may still be told at hundreds of places at once. */
const MOST_ATTACHMENTS: { readonly [O in AttachmentOwner]: number } = {
  event: 50,
  case: 50,
  document: 50,
  meeting: 30,
  mediator: 20,
};

/** Announces a file of a row. Whoever may write on the row may add a file; the content is checked when it has come. */
export const addAttachment: Mutation<'attachment.add'> = async (args, context) => {
  const { trx, account, now } = context;
  await mustWriteOn(context, args.ownerEntity, args.ownerId);
  if (args.size > MAX_ATTACHMENT_BYTES) throw new Refusal('attachment.too_large', `A file may have ${MAX_ATTACHMENT_BYTES} bytes at most.`);
  if (mediaTypeOfName(args.name) !== args.mediaType) {
    throw new Refusal('attachment.type_mismatch', 'The name of the file does not end as its kind does.');
  }
  if ((await trx.selectFrom('attachments').select('id').where('id', '=', args.id).executeTakeFirst()) !== undefined) {
    throw new Refusal('state.conflict', 'An attachment with this id exists already.');
  }
  const { n } = await trx
    .selectFrom('attachments')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('owner_id', '=', args.ownerId)
    // What parties bring has limits of its own: it must not leave those who handle the case without room.
    .where('id', 'not in', trx.selectFrom('party_materials').select('attachment_id').where('case_id', '=', args.ownerId))
    .executeTakeFirstOrThrow();
  const most = MOST_ATTACHMENTS[args.ownerEntity];
  if (n >= most) throw new Refusal('attachment.too_many', `Of a row like this there are at most ${most} attachments.`);
  await trx
    .insertInto('attachments')
    .values({
      id: args.id,
      owner_entity: args.ownerEntity,
      owner_id: args.ownerId,
      name: args.name,
      media_type: args.mediaType,
      size: args.size,
      sha256: args.sha256,
      created_by_id: account.id,
      created_by_name: account.name,
      created_at: now,
      complete: 0,
    })
    .execute();
  return touchedPlaces('attachment', args.id, { before: [], after: await placementsOf(trx, 'attachment', [args.id]) });
};
