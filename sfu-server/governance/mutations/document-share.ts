import type { TouchedRow } from '../../store/change-log.ts';
import { type Placement, placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import { presentDocument, shareWith } from './document-change.ts';
import type { Mutation, MutationContext } from './mutation.ts';
import { filesThatMoved, type PlacesOfFiles, placesOfFiles } from './owned-files.ts';

/** Lets an organisation's branch see a document, and its files. */
export const shareDocument: Mutation<'document.share'> = async ({ id, orgId }, context) => {
  const present = await presentDocument(context, id);
  const files = await placesOfFiles(context, 'document', id);
  if (!(await shareWith(context, present, orgId))) return [];
  return changed(context, id, { document: present.places, files });
};

/** Takes a share back: document and files leave the caches of those who see them by no other way. */
export const unshareDocument: Mutation<'document.unshare'> = async ({ id, orgId }, context) => {
  const present = await presentDocument(context, id);
  const files = await placesOfFiles(context, 'document', id);
  const { numDeletedRows } = await context.trx
    .deleteFrom('document_shares')
    .where('document_id', '=', id)
    .where('org_id', '=', orgId)
    .executeTakeFirst();
  // Not shared any more: that is what was wanted.
  if (numDeletedRows === 0n) return [];
  return changed(context, id, { document: present.places, files });
};

async function changed(
  context: MutationContext,
  id: string,
  before: { document: readonly Placement[]; files: PlacesOfFiles },
): Promise<TouchedRow[]> {
  await context.trx.updateTable('documents').set({ updated_at: context.now }).where('id', '=', id).execute();
  const after = await placementsOf(context.trx, 'document', [id]);
  const files = await placesOfFiles(context, 'document', id);
  return [...touchedPlaces('document', id, { before: before.document, after }), ...filesThatMoved(before.files, files)];
}
