import { mediaTypeOfName } from '../../protocol/attachment.ts';
import { Refusal } from '../../protocol/errors.ts';
import { MOST_MATERIALS } from '../../protocol/party.ts';
import type { ParsedParams } from '../../protocol/requests/index.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import type { Db } from '../../store/database.ts';
import { placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import type { LinkedParty } from './party-links.ts';
import { partyView } from './party-view.ts';

/**
 * Announces something that a party brings: an attachment of the case, seen by those who handle it and by this party alone. Again is as
 * good as once.
 * @throws Refusal `attachment.type_mismatch`, `attachment.too_many`, `state.conflict`
 */
export async function bring(
  trx: Db,
  linked: LinkedParty,
  file: Omit<ParsedParams<'party.bring'>, 'code'>,
  now: number,
): Promise<readonly TouchedRow[]> {
  const { caseId, party, keeperId } = linked;
  if (mediaTypeOfName(file.name) !== file.mediaType) {
    throw new Refusal('attachment.type_mismatch', 'The name of the file does not end as its kind does.');
  }
  const before = await trx
    .selectFrom('attachments')
    .leftJoin('party_materials', 'party_materials.attachment_id', 'attachments.id')
    .select(['party_id', 'sha256', 'size'])
    .where('attachments.id', '=', file.id)
    .executeTakeFirst();
  if (before !== undefined) {
    if (before.party_id === party.id && before.sha256 === file.sha256 && before.size === file.size) return [];
    throw new Refusal('state.conflict', 'An attachment with this id exists already.');
  }
  const { mayBring, materials } = await partyView(trx, linked);
  if (materials.length >= MOST_MATERIALS) throw new Refusal('attachment.too_many', `A party brings at most ${MOST_MATERIALS} files.`);
  if (!mayBring) throw new Refusal('state.conflict', 'The case takes nothing in any more.');
  const { id, name, mediaType, size, sha256 } = file;
  const owner = { owner_entity: 'case', owner_id: caseId, created_by_id: keeperId } as const;
  await trx
    .insertInto('attachments')
    .values({
      ...{ id, name, size, sha256, media_type: mediaType },
      ...owner,
      created_by_name: party.name.slice(0, 40).toWellFormed(),
      created_at: now,
      complete: 0,
    })
    .execute();
  await trx.insertInto('party_materials').values({ attachment_id: id, case_id: caseId, party_id: party.id }).execute();
  return touchedPlaces('attachment', id, { before: [], after: await placementsOf(trx, 'attachment', [id]) });
}
