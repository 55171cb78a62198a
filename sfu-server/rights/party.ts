import { v7 as uuidv7 } from 'uuid';
import type { Party } from '../protocol/entities/mediation.ts';
import { HANDLERS } from './papers.ts';
import { ELSEWHERE, HERE, NONE, type Row, row } from './row.ts';
import { type Place, pushed, type Seat, type World } from './world.ts';

/** Looks like a party's code, and is none. */
const NO_CODE = 'x'.repeat(24);

/** What parties do by a code is open to whoever holds it, with or without an account; a wrong one opens nothing to anybody. */
const BY_CODE: readonly Row[] = [
  byCode('application.look', ({ client }) => client.request('application.look', { code: 'ZZZZ2222' }), 'application_code.unknown'),
  byCode(
    'application.submit',
    ({ client }) => {
      const application = { field: 'neighbour', parties: [PARTY()], facts: '经过', request: '', amountFen: null, helped: 'none' } as const;
      return client.request('application.submit', {
        code: 'ZZZZ2222',
        id: uuidv7(),
        partyCode: NO_CODE,
        application: { ...application, parties: [PARTY()] },
      });
    },
    // As many as come from this one address: the one that asks too often is told so instead.
    'application_code.unknown',
  ),
  byCode('party.look', ({ client }) => client.request('party.look', { code: NO_CODE })),
  byCode('party.bring', ({ client }) => {
    const file = { name: '收据.jpg', mediaType: 'image/jpeg', size: 3, sha256: 'a'.repeat(64) } as const;
    return client.request('party.bring', { code: NO_CODE, id: uuidv7(), ...file });
  }),
  byCode('party.enter', ({ client }) => client.request('party.enter', { code: NO_CODE, sessionId: uuidv7() })),
  byCode('party.rate', ({ client }) => client.request('party.rate', { code: NO_CODE, stars: 5, words: '' })),
];

/** Asked long after `BY_CODE`, as the last of all: one address may try only so many codes at once (`LOOKS`). */
export const SIGNING_BY_CODE: readonly Row[] = [
  byCode('party.beginSigning', ({ client }) => client.request('party.beginSigning', { code: NO_CODE, signerId: uuidv7() })),
  byCode('party.readPaper', ({ client }) =>
    client.request('party.readPaper', { code: NO_CODE, signerId: uuidv7(), nonce: 'none', offset: 0, length: 1 }),
  ),
  byCode('party.sign', ({ client }) => {
    const words = { nonce: 'none', sha256: 'a'.repeat(64), pagesShown: [1], hand: { strokes: [[0, 0, 0]], picture: 'AAAA' } };
    return client.request('party.sign', { code: NO_CODE, signerId: uuidv7(), ...words });
  }),
  byCode('party.decline', ({ client }) => client.request('party.decline', { code: NO_CODE, signerId: uuidv7(), reason: '不同意' })),
  byCode('party.tell', ({ client }) => {
    const said = { kept: 'yes', satisfied: 'yes', words: '' } as const;
    return client.request('party.tell', { code: NO_CODE, id: uuidv7(), ...said });
  }),
  byCode('party.copy', ({ client }) => client.request('party.copy', { code: NO_CODE, paperId: uuidv7() })),
];

function byCode(what: string, ask: Row['ask'], gives = 'party_link.unknown'): Row {
  return row(what, 'with a wrong code', NONE, ask, { otherwise: gives, guest: gives, nobody: gives });
}

/** Links are given out by whoever handles the case; to all others it is not there. */
const GIVEN_OUT: readonly Row[] = [...HERE, ...ELSEWHERE].flatMap((place) => {
  const may = HERE.includes(place) ? HANDLERS.mediation : NONE;
  const ofCase = (what: string, ask: (seat: Seat, caseId: string, world: World) => Promise<unknown>, gives = 'ok') =>
    row(what, place, may, async (seat, world) => ask(seat, await world.case(place, 'mediation'), world), {
      gives,
      otherwise: 'row.unknown',
    });
  const ofCentre = (what: 'applicationCode.get' | 'applicationCode.renew') =>
    row(what, place, may, ({ client }, { orgAt }) => client.request(what, { orgId: orgAt[place] }));
  return [
    ofCentre('applicationCode.get'),
    ofCentre('applicationCode.renew'),
    ofCase('partyLink.issue', async ({ client }, caseId, world) => {
      const party = PARTY();
      await pushed(world.helper(place), 'mediation.putParty', { id: caseId, party });
      return client.request('partyLink.issue', { caseId, partyId: party.id });
    }),
    ofCase('partyLink.list', ({ client }, caseId) => client.request('partyLink.list', { caseId })),
    ofCase('paperCopy.list', ({ client }, caseId) => client.request('paperCopy.list', { caseId })),
    row('mediation.openSession', place, OPENS(place), (seat, world) => openSession(seat, world, place), {
      otherwise: { rest: 'row.unknown', ...(HERE.includes(place) ? { leader: 'right.missing', clerk: 'row.unknown' } : {}) },
    }),
  ];
});

const UNKNOWN: readonly Row[] = [
  row('partyLink.revoke', 'of no link', NONE, ({ client }) => client.request('partyLink.revoke', { id: uuidv7() }), {
    otherwise: 'row.unknown',
  }),
  row('paperCopy.revoke', 'of no copy', NONE, ({ client }) => client.request('paperCopy.revoke', { id: uuidv7() }), {
    otherwise: 'row.unknown',
  }),
  row('paperCopy.issue', 'of no paper', NONE, ({ client }) => client.request('paperCopy.issue', { paperId: uuidv7(), days: 7 }), {
    otherwise: 'row.unknown',
  }),
];

/** Whoever handles the case and may open mediation rooms. */
function OPENS(place: Place): Row['may'] {
  return HERE.includes(place) ? HANDLERS.mediation.filter((role) => role !== 'leader') : NONE;
}

async function openSession({ client }: Seat, world: World, place: Place): Promise<unknown> {
  const { id: caseId, sessionId } = await world.mediation(place);
  return client.request('mediation.openSession', { caseId, sessionId });
}

const PARTY = (): Party => ({
  id: uuidv7(),
  side: 'applicant',
  kind: 'person',
  name: '王㛃兰',
  gender: null,
  nation: null,
  birthDate: null,
  age: null,
  idNumber: null,
  job: null,
  phone: '10012345678',
  address: null,
  legalRepresentative: null,
  guardian: null,
  representatives: [],
});

/** What parties reach without an account, and who lets them. */
export const PARTY_ROWS: readonly Row[] = [...BY_CODE, ...GIVEN_OUT, ...UNKNOWN];
