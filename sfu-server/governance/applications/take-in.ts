import { isMinor, isSameParty, newMediation, type Party } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { ParsedParams } from '../../protocol/requests/index.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import type { Db } from '../../store/database.ts';
import { insertCase } from '../case-insert.ts';
import { DEFAULT_MEDIATION_DAYS } from '../case-limits.ts';
import type { DataCore } from '../data-core.ts';
import { insertMediation } from '../mediation/insert.ts';
import { namesOf } from '../mediation/side-names.ts';
import { countyDate } from '../number-series.ts';
import type { ApplicationDoor } from './application-codes.ts';
import { titleOf } from './case-title.ts';
import { hashOfCode, insertLink } from './party-links.ts';

export interface TakenIn {
  readonly caseId: string;
  readonly number: string;
}

type Submitted = ParsedParams<'application.submit'>;

/**
 * Makes a case of an application that nobody here has typed. One that is sent again is answered as before.
 * @throws Refusal `state.conflict` where the id is another's; `mediation.guardian_missing`, `mediation.same_party`
 */
export async function takeIn(core: DataCore, submitted: Submitted, door: ApplicationDoor, now: number): Promise<TakenIn> {
  mustFit(submitted.application.parties, now);
  const { id } = submitted;
  let number = '';
  await core.change(async (trx) => {
    const before = await takenBefore(trx, submitted);
    if (before !== null) {
      number = before;
      return [];
    }
    number = await insert(trx, submitted, door, now);
    const place = { id, path: door.org.path, pathBefore: null };
    return [{ ...place, entity: 'case', guard: 'mediation' } as const, { ...place, entity: 'mediation' } as const] satisfies TouchedRow[];
  });
  return { caseId: id, number };
}

/** @returns the number that it was given; null where it has not come before @throws Refusal `state.conflict` */
export async function takenBefore(trx: Db, { id, partyCode }: Submitted): Promise<string | null> {
  const row = await trx.selectFrom('cases').select('number').where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const own = await trx
    .selectFrom('party_links')
    .select('id')
    .where('case_id', '=', id)
    .where('code_hash', '=', hashOfCode(partyCode))
    .executeTakeFirst();
  if (own === undefined) throw new Refusal('state.conflict', 'A case with this id exists already.');
  return row.number;
}

async function insert(trx: Db, { id, partyCode, application }: Submitted, door: ApplicationDoor, now: number): Promise<string> {
  const { parties, field, facts, request, amountFen, helped } = application;
  const [applicant] = parties;
  if (applicant === undefined) throw new Refusal('request.malformed', 'An application names who applies.');
  const applicantName = namesOf(parties, 'applicant') ?? applicant.name;
  const respondentName = namesOf(parties, 'respondent');
  // People's mediation is asked for, not registered: the row names the applicant, and stands in the care of whoever keeps the code.
  const by = { id: door.keeperId, name: applicantName };
  const words = {
    title: titleOf(field, applicantName, respondentName),
    applicantName,
    respondentName,
    phone: applicant.phone,
    facts,
    field,
  };
  const row = { id, gridId: null, kind: 'mediation', handlerName: null, registeredAt: now, ...words } as const;
  const number = await insertCase(trx, door.org, row, by, { now, days: DEFAULT_MEDIATION_DAYS.usual });
  const mediation = newMediation(id, now);
  await insertMediation(trx, { ...mediation, source: { ...mediation.source, helped, online: true }, request, amountFen });
  await insertParties(trx, id, parties);
  if ((await trx.selectFrom('party_links').select('id').where('code_hash', '=', hashOfCode(partyCode)).executeTakeFirst()) !== undefined) {
    throw new Refusal('state.conflict', 'This code belongs to another case.');
  }
  await insertLink(trx, { caseId: id, partyId: applicant.id, code: partyCode, by, at: now });
  return number;
}

async function insertParties(trx: Db, caseId: string, parties: readonly Party[]): Promise<void> {
  const ids = parties.map(({ id }) => id);
  if ((await trx.selectFrom('mediation_parties').select('id').where('id', 'in', ids).executeTakeFirst()) !== undefined) {
    throw new Refusal('state.conflict', 'A party with this id exists already.');
  }
  await trx
    .insertInto('mediation_parties')
    .values(parties.map((party, index) => ({ id: party.id, mediation_id: caseId, position: index + 1, body: JSON.stringify(party) })))
    .execute();
}

/** What a case is held to whoever types it. @throws Refusal */
function mustFit(parties: readonly Party[], now: number): void {
  const today = countyDate(now);
  for (const [index, party] of parties.entries()) {
    if (isMinor(party, today) && party.guardian === null) {
      throw new Refusal('mediation.guardian_missing', 'A party under age needs a guardian.');
    }
    if (parties.slice(0, index).some((other) => isSameParty(other, party))) {
      throw new Refusal('mediation.same_party', 'The same person is named twice.');
    }
  }
}
