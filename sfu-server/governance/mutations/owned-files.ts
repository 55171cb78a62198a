import type { AttachmentOwner } from '../../protocol/entities/attachment.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import { type Placement, placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import type { MutationContext } from './mutation.ts';

/** Where each file of a row stands, by the file's id. */
export type PlacesOfFiles = ReadonlyMap<string, readonly Placement[]>;

/** Taken before a row is shared with others, and again after it. */
export async function placesOfFiles({ trx }: MutationContext, owner: AttachmentOwner, ownerId: string): Promise<PlacesOfFiles> {
  const rows = await trx.selectFrom('attachments').select('id').where('owner_entity', '=', owner).where('owner_id', '=', ownerId).execute();
  const ids = rows.map(({ id }) => id);
  return Map.groupBy(await placementsOf(trx, 'attachment', ids), ({ id }) => id);
}

/** Only where files come or go: they themselves have not changed. */
export function filesThatMoved(before: PlacesOfFiles, after: PlacesOfFiles): TouchedRow[] {
  return [...before]
    .flatMap(([fileId, was]) => touchedPlaces('attachment', fileId, { before: was, after: after.get(fileId) ?? [] }))
    .filter(({ path, pathBefore }) => path !== pathBefore);
}
