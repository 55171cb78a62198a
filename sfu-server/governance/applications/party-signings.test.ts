import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { hand } from '../../papers/mediation/fixture.ts';
import { nextSigners, type OpenSheet } from '../../protocol/case-paper.ts';
import type { Party } from '../../protocol/entities/mediation.ts';
import type { MutationArgs, MutationName } from '../../protocol/mutations.ts';
import type { PartySigning } from '../../protocol/party.ts';
import { pushed, World } from '../../rights/world.ts';
import type { WireClient } from '../../testing/wire-client.ts';

let world: World;
let mediator: WireClient;
/** Of the two parties, at home. */
let phone: WireClient;
let other: WireClient;
let caseId: string;
/** Their own links. */
let code: string;
let otherCode: string;

beforeAll(async () => {
  world = await World.open();
  mediator = (await world.signIn('mediator')).client;
  [phone, other] = [await world.stranger(), await world.stranger()];
}, 60_000);
afterAll(() => world?.close());

const change = <N extends MutationName>(name: N, args: MutationArgs<N>) => pushed(mediator, name, args);
const HAND = {
  strokes: [Array.from({ length: 40 }, (_, at) => [100 + at * 15, 200 + (at % 2) * 60, at * 16]).flat()],
  picture: hand(1).slice('data:image/png;base64,'.length),
};

function party(change: Partial<Party>): Party {
  const nothing = { gender: null, nation: null, birthDate: null, age: null, idNumber: null, job: null, phone: null, address: null };
  return {
    ...{ id: uuidv7(), side: 'applicant', kind: 'person', name: '王㛃兰', ...nothing },
    ...{ legalRepresentative: null, guardian: null, representatives: [], ...change },
  };
}

/** An agreement that waits for the hands of two parties and a mediator, in this order. */
beforeEach(async () => {
  caseId = await world.case('own', 'mediation');
  const parties = [party({}), party({ side: 'respondent', name: '李𡐓' })];
  for (const one of parties) await change('mediation.putParty', { id: caseId, party: one });
  const { account } = await world.signIn('mediator');
  await change('mediation.assign', { id: caseId, mediator: { accountId: account.id, name: account.name }, assistants: [] });
  await change('case.advance', { id: caseId, to: 'accepted', noteId: uuidv7(), note: '' });
  await change('case.advance', { id: caseId, to: 'handling', noteId: uuidv7(), note: '' });
  await change('agreement.putClause', { id: caseId, clauseId: uuidv7(), change: { text: '李𡐓于2026年12月1日前拆除围墙。' } });
  const [mine, theirs] = await Promise.all(parties.map(({ id }) => mediator.request('partyLink.issue', { caseId, partyId: id })));
  [code, otherCode] = [mine?.code ?? '', theirs?.code ?? ''];
});

async function opened(): Promise<string> {
  const { paper } = await mediator.request('agreement.finish', { caseId });
  await mediator.request('casePaper.openSigning', { paperId: paper.id, roomId: null, inOrder: true });
  return paper.id;
}
const signings = async (client: WireClient, link: string) => (await client.request('party.look', { code: link })).signings;
async function only(client: WireClient, link: string): Promise<PartySigning> {
  const [signing] = await signings(client, link);
  if (signing === undefined) throw new Error('Nothing is to be signed.');
  return signing;
}
const pagesOf = ({ unsigned }: OpenSheet) => Array.from({ length: unsigned.pages }, (_, at) => at + 1);

/** Reads it to its end. @returns what goes with a hand, and the bytes that were read */
async function read(client: WireClient, link: string) {
  const { paper, ownSignerIds } = await only(client, link);
  const signerId = ownSignerIds[0] ?? '';
  const { nonce, sha256 } = await client.request('party.beginSigning', { code: link, signerId });
  const piece = { code: link, signerId, nonce, offset: 0, length: 1000 };
  const { base64 } = await client.request('party.readPaper', piece);
  return {
    words: { code: link, signerId, nonce, sha256, pagesShown: pagesOf(paper), hand: HAND },
    piece,
    bytes: Buffer.from(base64, 'base64'),
  };
}

describe("a paper that is signed by the party's own link", () => {
  it('tells the page of the second that it is their turn, once the first has signed', async () => {
    await opened();
    const { words } = await read(phone, code);
    const isNext = async () => {
      const { paper, ownSignerIds } = await only(other, otherCode);
      return nextSigners(paper).some(({ id }) => ownSignerIds.includes(id));
    };
    // This look has the page watched, and all news of before it has come.
    expect(await isNext()).toBe(false);
    const news = () => other.notifications.filter(({ type }) => type === 'party.changed').length;
    const before = news();
    await phone.request('party.sign', words);
    await vi.waitFor(() => expect(news()).toBeGreaterThan(before));
    expect(await isNext()).toBe(true);
  });

  it('stands on their page, is read there, and bears their hand: bound to the link, the time and the hash', async () => {
    expect(await signings(phone, code)).toEqual([]);
    const paperId = await opened();
    expect(await only(phone, code)).toMatchObject({ paper: { id: paperId, state: 'signing', signers: [{ name: '王㛃兰' }, {}, {}] } });
    const { words, bytes } = await read(phone, code);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const { signing } = await phone.request('party.sign', words);
    expect(signing.paper.signers[0]).toMatchObject({ state: 'signed' });
    await other.request('party.sign', (await read(other, otherCode)).words);
    const { papers } = await mediator.request('casePaper.list', { caseId });
    expect(papers[0]?.signers.map(({ state }) => state)).toEqual(['signed', 'signed', 'waiting']);
    const kept = await world.county.db
      .selectFrom('case_paper_signatures')
      .select(['signatory', 'sha256'])
      .where('paper_id', '=', paperId)
      .execute();
    expect(kept.map(({ signatory }) => JSON.parse(signatory).key)).toEqual([
      expect.stringMatching(/^link:/),
      expect.stringMatching(/^link:/),
    ]);
    expect(kept.every(({ sha256 }) => sha256 === words.sha256)).toBe(true);
  });

  it('is signed once where the answer was lost and the hand comes again, and the answer is the same', async () => {
    const paperId = await opened();
    const { words } = await read(phone, code);
    const first = await phone.request('party.sign', words);
    // Another line, another socket: the phone was out of reach for a moment.
    const again = await (await world.stranger()).request('party.sign', words);
    expect(again).toEqual(first);
    const kept = await world.county.db.selectFrom('case_paper_signatures').selectAll().where('paper_id', '=', paperId).execute();
    expect(kept).toHaveLength(1);
    // With that nonce nobody else signs.
    await expect(other.request('party.sign', { ...words, code: otherCode })).rejects.toMatchObject({ code: 'row.unknown' });
  });

  it('is signed on the own line alone, in turn, and read by nobody who has not begun to', async () => {
    await opened();
    const { words, piece } = await read(phone, code);
    const theirs = (await only(other, otherCode)).ownSignerIds[0] ?? '';
    await expect(phone.request('party.beginSigning', { code, signerId: theirs })).rejects.toMatchObject({ code: 'row.unknown' });
    await expect(other.request('party.beginSigning', { code: otherCode, signerId: theirs })).rejects.toMatchObject({
      code: 'paper.not_your_turn',
    });
    await expect(phone.request('party.readPaper', { ...piece, nonce: 'made-up' })).rejects.toMatchObject({ code: 'paper.not_read' });
    await expect(other.request('party.readPaper', { ...piece, code: otherCode })).rejects.toMatchObject({ code: 'row.unknown' });
    await expect(phone.request('party.sign', { ...words, pagesShown: [] })).rejects.toMatchObject({ code: 'paper.not_read' });
  });

  it('is not there for the other side where it is for one side alone', async () => {
    const paperId = await opened();
    const row = await world.county.db.selectFrom('case_papers').selectAll().where('id', '=', paperId).executeTakeFirstOrThrow();
    const private_ = { ...row, id: uuidv7(), form: 'authority', audience: 'respondent', version: 1 };
    await world.county.db.insertInto('case_papers').values(private_).execute();
    const [signer] = (await world.county.db.selectFrom('case_paper_signers').selectAll().where('paper_id', '=', paperId).execute()).filter(
      ({ position }) => position === 0,
    );
    if (signer === undefined) throw new Error('No signer.');
    const lineId = uuidv7();
    await world.county.db
      .insertInto('case_paper_signers')
      .values({ ...signer, id: lineId, paper_id: private_.id })
      .execute();
    expect((await signings(phone, code)).map(({ paper }) => paper.id)).toEqual([paperId]);
    await expect(phone.request('party.beginSigning', { code, signerId: lineId })).rejects.toMatchObject({ code: 'row.unknown' });
  });

  it('is declined with a reason that the mediator sees, and is gone from the page once it is void', async () => {
    await opened();
    const { ownSignerIds } = await only(phone, code);
    await phone.request('party.decline', { code, signerId: ownSignerIds[0] ?? '', reason: '金额不对' });
    const { papers } = await mediator.request('casePaper.list', { caseId });
    expect(papers[0]?.signers[0]).toMatchObject({ state: 'declined', refusal: { reason: '金额不对', byName: '王㛃兰' } });
    await mediator.request('casePaper.void', { paperId: papers[0]?.id ?? '', reason: '重新协商' });
    expect(await signings(phone, code)).toEqual([]);
  });

  it('bears the hand under the name of its line: of whoever may settle for the party, not of the party', async () => {
    const lawyer = { name: '赵律师', phone: null, relation: '律师', authority: 'special' as const, words: null };
    const rows = await world.county.db.selectFrom('mediation_parties').select(['id', 'body']).where('mediation_id', '=', caseId).execute();
    const partyId = rows.find(({ body }) => JSON.parse(body).name === '王㛃兰')?.id ?? '';
    await change('mediation.putParty', { id: caseId, partyId, change: { representatives: [lawyer] } });
    const paperId = await opened();
    const { words } = await read(phone, code);
    await phone.request('party.sign', words);
    const kept = await world.county.db
      .selectFrom('case_paper_signatures')
      .select('signatory')
      .where('paper_id', '=', paperId)
      .where('signer_id', '=', words.signerId)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(kept.signatory)).toMatchObject({ name: '赵律师', key: expect.stringMatching(/^link:/) });
  });
});
