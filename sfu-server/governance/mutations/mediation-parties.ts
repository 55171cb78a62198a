import { isMinor, isSameParty, MOST_PARTIES, type Party } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import { presentMediation, touchedBoth } from '../mediation/present.ts';
import { namesOf } from '../mediation/side-names.ts';
import { countyDate } from '../number-series.ts';
import type { Mutation, MutationContext } from './mutation.ts';

/** Adds a party, or puts what is known now in the place of what was. */
export const putParty: Mutation<'mediation.putParty'> = async ({ id, party }, context) => {
  const { trx, now } = context;
  const { kase, mediation } = await presentMediation(context, id, 'parties');
  const others = mediation.parties.filter((one) => one.id !== party.id);
  const known = others.length < mediation.parties.length;
  if (!known) await mustBeFree(context, party.id);
  if (!known && others.length >= MOST_PARTIES) {
    throw new Refusal('mediation.too_many_parties', `A case has at most ${MOST_PARTIES} parties.`);
  }
  if (isMinor(party, countyDate(now)) && party.guardian === null) {
    throw new Refusal('mediation.guardian_missing', 'A party under age needs a guardian.');
  }
  if (others.some((other) => isSameParty(other, party))) {
    throw new Refusal('mediation.same_party', 'This person stands in the case already.');
  }
  const body = JSON.stringify(party);
  const position = (await lastPosition(context, id)) + 1;
  await trx
    .insertInto('mediation_parties')
    .values({ id: party.id, mediation_id: id, position, body })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ body }))
    .execute();
  await nameSides(context, id, known ? mediation.parties.map((one) => (one.id === party.id ? party : one)) : [...others, party]);
  return touchedBoth(context, kase);
};

/** Takes a party out. Twice is as good as once. */
export const dropParty: Mutation<'mediation.dropParty'> = async ({ id, partyId }, context) => {
  const { kase, mediation } = await presentMediation(context, id, 'parties');
  const left = mediation.parties.filter((one) => one.id !== partyId);
  await context.trx.deleteFrom('mediation_parties').where('id', '=', partyId).where('mediation_id', '=', id).execute();
  await nameSides(context, id, left);
  return touchedBoth(context, kase);
};

/** @throws Refusal `state.conflict` where another case has a party of this id */
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

/** The case is called by the names of its parties, as soon as a side has one. */
async function nameSides({ trx }: MutationContext, id: string, parties: readonly Party[]): Promise<void> {
  const applicants = namesOf(parties, 'applicant');
  const respondents = namesOf(parties, 'respondent');
  if (applicants === null && respondents === null) return;
  await trx
    .updateTable('cases')
    .set({
      ...(applicants !== null && { applicant_name: applicants }),
      ...(respondents !== null && { respondent_name: respondents }),
    })
    .where('id', '=', id)
    .execute();
}
