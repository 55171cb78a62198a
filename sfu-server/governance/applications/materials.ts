import { mediaTypeOfName } from '../../protocol/attachment.ts';
import { sourceSchema } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import { MOST_MATERIALS } from '../../protocol/party.ts';
import type { ParsedParams } from '../../protocol/requests/index.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import type { Db } from '../../store/database.ts';
import { placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import type { LinkedParty } from './party-links.ts';
import { partyView } from './party-view.ts';

/** Of all parties of a case that has come over the net and that nobody has looked at yet, bytes: nine pictures and a speech take less. */
const MOST_WAITING_BYTES = 40 * 1024 * 1024;

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
  const { id, name, mediaType, size, sha256 } = file;
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
  if (size + (await waitingBytes(trx, caseId)) > MOST_WAITING_BYTES) {
    throw new Refusal(
      'attachment.too_many',
      `Of an application that nobody has taken up yet at most ${MOST_WAITING_BYTES} bytes are kept.`,
    );
  }
  const { mayBring, materials } = await partyView(trx, linked);
  if (materials.length >= MOST_MATERIALS) throw new Refusal('attachment.too_many', `A party brings at most ${MOST_MATERIALS} files.`);
  if (!mayBring) throw new Refusal('state.conflict', 'The case takes nothing in any more.');
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

/** Bytes that parties have announced for a case that waits to be taken up; 0 where it was, or was typed by the centre. */
async function waitingBytes(trx: Db, caseId: string): Promise<number> {
  const kase = await trx
    .selectFrom('cases')
    .innerJoin('mediations', 'mediations.id', 'cases.id')
    .select(['state', 'source'])
    .where('cases.id', '=', caseId)
    .executeTakeFirst();
  if (kase?.state !== 'registered' || !sourceSchema.parse(JSON.parse(kase.source)).online) return 0;
  const { bytes } = await trx
    .selectFrom('party_materials')
    .innerJoin('attachments', 'attachments.id', 'party_materials.attachment_id')
    .select(({ fn }) => fn.sum<number | null>('size').as('bytes'))
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow();
  return bytes ?? 0;
}
