import { Refusal } from '../../protocol/errors.ts';
import { placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import { nextPaperNumber } from '../paper-numbers.ts';
import { shareWith } from './document-change.ts';
import type { Mutation } from './mutation.ts';
import { organisationFor } from './organisation.ts';

/** Hands out a new document, gives it its number, shares it with whom it is for. */
export const issueDocument: Mutation<'document.issue'> = async (args, context) => {
  const { trx, account, now } = context;
  const org = await organisationFor(context, args.orgId, 'document.issue');
  if ((await trx.selectFrom('documents').select('id').where('id', '=', args.id).executeTakeFirst()) !== undefined) {
    throw new Refusal('state.conflict', 'A document with this id exists already.');
  }
  await trx
    .insertInto('documents')
    .values({
      id: args.id,
      org_id: org.id,
      number: await nextPaperNumber(trx, org, 'document', now),
      title: args.title,
      kind: args.kind,
      body: args.body,
      issued_by_id: account.id,
      issued_by_name: account.name,
      issued_at: args.issuedAt,
      received_at: now,
      updated_at: now,
    })
    .execute();
  for (const orgId of new Set(args.sharedWith)) await shareWith(context, { id: args.id, path: org.path }, orgId);
  return touchedPlaces('document', args.id, { before: [], after: await placementsOf(trx, 'document', [args.id]) });
};
