import { isMinor, isSameParty, type Mediation, MOST_PARTIES, type Party, partySchema } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import { revokeSeats } from '../applications/party-links.ts';
import { presentMediation, touchedBoth } from '../mediation/present.ts';
import { namesOf } from '../mediation/side-names.ts';
import { countyDate } from '../number-series.ts';
import type { Mutation, MutationContext } from './mutation.ts';

/** Adds a party, or sets right what is named of one. @throws Refusal `row.unknown` where somebody took it out meanwhile */
export const putParty: Mutation<'mediation.putParty'> = async (args, context) => {
  const { kase, mediation } = await presentMediation(context, args.id, 'parties');
  if ('party' in args) await addParty(context, mediation, args.party);
  else await editParty(context, mediation, args);
  return touchedBoth(context, kase);
};

async function addParty(context: MutationContext, { id, parties }: Mediation, party: Party): Promise<void> {
  await mustBeFree(context, party.id);
  if (parties.length >= MOST_PARTIES) throw new Refusal('mediation.too_many_parties', `A case has at most ${MOST_PARTIES} parties.`);
  mustFit(context, party, parties);
  const position = (await lastPosition(context, id)) + 1;
  await context.trx
    .insertInto('mediation_parties')
    .values({ id: party.id, mediation_id: id, position, body: JSON.stringify(party) })
    .execute();
  await nameSides(context, id, parties, [...parties, party]);
}

async function editParty(
  context: MutationContext,
  { id, parties }: Mediation,
  { partyId, change }: { readonly partyId: string; readonly change: object },
): Promise<void> {
  const before = parties.find((one) => one.id === partyId);
  if (before === undefined) throw new Refusal('row.unknown', 'This case has no such party (any more).');
  const party = partySchema.parse({ ...before, ...change });
  mustFit(
    context,
    party,
    parties.filter((one) => one !== before),
  );
  await context.trx
    .updateTable('mediation_parties')
    .set({ body: JSON.stringify(party) })
    .where('id', '=', partyId)
    .execute();
  await nameSides(
    context,
    id,
    parties,
    parties.map((one) => (one === before ? party : one)),
  );
}

/** @throws Refusal `mediation.guardian_missing`; `mediation.same_party` */
function mustFit({ now }: MutationContext, party: Party, others: readonly Party[]): void {
  if (isMinor(party, countyDate(now)) && party.guardian === null) {
    throw new Refusal('mediation.guardian_missing', 'A party under age needs a guardian.');
  }
  if (others.some((other) => isSameParty(other, party))) {
    throw new Refusal('mediation.same_party', 'This person stands in the case already.');
  }
}

/** Takes a party out. Twice is as good as once. */
export const dropParty: Mutation<'mediation.dropParty'> = async ({ id, partyId }, context) => {
  const { kase, mediation } = await presentMediation(context, id, 'parties');
  const left = mediation.parties.filter((one) => one.id !== partyId);
  await context.trx.deleteFrom('mediation_parties').where('id', '=', partyId).where('mediation_id', '=', id).execute();
  await revokeSeats(context.trx, { caseId: id, partyId }, context.now);
  await nameSides(context, id, mediation.parties, left);
  return touchedBoth(context, kase);
};

/** @throws Refusal `state.conflict` where there is a party of this id, here or in another case */
async function mustBeFree({ trx }: MutationContext, partyId: string): Promise<void> {
  const taken = await trx.selectFrom('mediation_parties').select('id').where('id', '=', partyId).executeTakeFirst();
  if (taken !== undefined) throw new Refusal('state.conflict', 'A party with this id exists already.');
}

async function lastPosition({ trx }: MutationContext, id: string): Promise<number> {
  const row = await trx
    .selectFrom('mediation_parties')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('mediation_id', '=', id)
    .executeTakeFirst();
  return row?.last ?? 0;
}

/** The case is called by the names of its parties, as soon as a side has one; a respondent that has gone leaves no name behind. */
async function nameSides({ trx }: MutationContext, id: string, before: readonly Party[], after: readonly Party[]): Promise<void> {
  const applicants = namesOf(after, 'applicant');
  const respondents = namesOf(after, 'respondent');
  const respondentsWent = respondents === null && before.some(({ side }) => side === 'respondent');
  if (applicants === null && respondents === null && !respondentsWent) return;
  await trx
    .updateTable('cases')
    .set({
      ...(applicants !== null && { applicant_name: applicants }),
      ...((respondents !== null || respondentsWent) && { respondent_name: respondents }),
    })
    .where('id', '=', id)
    .execute();
}
