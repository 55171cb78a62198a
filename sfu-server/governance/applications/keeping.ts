import { AGREEMENT_LIMITS, type Agreement } from '../../protocol/entities/agreement.ts';
import { type CaseState, caseStateSchema } from '../../protocol/entities/case.ts';
import { Refusal } from '../../protocol/errors.ts';
import { type Keeping, MOST_ANSWERS, type PartyView } from '../../protocol/party.ts';
import { readAgreements } from '../../store/agreement-rows.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import type { Db } from '../../store/database.ts';
import { placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import { KEPT_WORDS } from '../agreement/agreement-input.ts';
import type { LinkedParty } from './party-links.ts';

/** While an agreement is being kept, or is not. */
const KEPT: readonly CaseState[] = ['settled', 'handling'];
/** The others are the centre's own: however much parties say, its visits find a place. */
const MOST_BY_PARTIES = AGREEMENT_LIMITS.followUps / 2;

/** What this party has said of an agreement itself. */
export function answersOf({ followUps }: Agreement, partyId: string): NonNullable<PartyView['agreement']>['answers'] {
  return followUps.flatMap((one) =>
    one.partyId === partyId ? [{ id: one.id, at: one.at, kept: one.kept, satisfied: one.satisfied, words: one.situation }] : [],
  );
}

/** Whether a party may still say how an agreement is being kept. */
export function mayAnswer(agreement: Agreement, partyId: string, state: CaseState): boolean {
  const { effectiveAt, followUps } = agreement;
  if (effectiveAt === null || !KEPT.includes(state) || followUps.length >= AGREEMENT_LIMITS.followUps) return false;
  if (followUps.filter(({ how }) => how === 'online').length >= MOST_BY_PARTIES) return false;
  return answersOf(agreement, partyId).length < MOST_ANSWERS;
}

/**
 * Notes beside the follow-ups of the centre how a party says that the agreement is being kept. Again is as good as once.
 * @throws Refusal `state.conflict` where nothing is in force, the case is over, or enough was said
 */
export async function tellKeeping(
  trx: Db,
  { caseId, party, keeperId }: LinkedParty,
  { id, kept, satisfied, words }: Keeping & { readonly id: string },
  now: number,
): Promise<readonly TouchedRow[]> {
  const before = await trx.selectFrom('agreement_follow_ups').select('agreement_id').where('id', '=', id).executeTakeFirst();
  const [agreement] = await readAgreements(trx, [caseId]);
  if (before !== undefined) {
    if (agreement?.followUps.some((one) => one.id === id && one.partyId === party.id)) return [];
    throw new Refusal('state.conflict', 'A follow-up with this id exists already.');
  }
  const row = await trx.selectFrom('cases').select('state').where('id', '=', caseId).executeTakeFirst();
  if (agreement === undefined || row === undefined || !mayAnswer(agreement, party.id, caseStateSchema.parse(row.state))) {
    throw new Refusal('state.conflict', 'Nothing can be said of this agreement now.');
  }
  const name = party.name.slice(0, 40).toWellFormed();
  const said = { at: now, how: 'online', partyId: party.id, withWhom: party.name, kept, satisfied } as const;
  const body = JSON.stringify({ id, ...said, situation: words.trim() === '' ? KEPT_WORDS[kept] : words, byName: name, notedAt: now });
  await trx.insertInto('agreement_follow_ups').values({ id, agreement_id: caseId, body, noted_at: now, by_account_id: keeperId }).execute();
  await trx.updateTable('agreements').set({ updated_at: now }).where('id', '=', caseId).execute();
  const places = await placementsOf(trx, 'agreement', [caseId]);
  return touchedPlaces('agreement', caseId, { before: places, after: places });
}
