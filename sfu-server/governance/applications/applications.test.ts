import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { dirname } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aPng } from '../../attachments/testing.ts';
import { OFFSET_HEADER, PART_MEDIA_TYPE } from '../../protocol/attachment.ts';
import type { Party } from '../../protocol/entities/mediation.ts';
import type { MutationArgs, MutationName } from '../../protocol/mutations.ts';
import { type Application, MOST_ANSWERS, materialPath, partyViewSchema } from '../../protocol/party.ts';
import { SCHEMA_VERSION } from '../../protocol/version.ts';
import { pushed, World } from '../../rights/world.ts';
import type { WireClient } from '../../testing/wire-client.ts';
import { AskingLimits } from './asking-limits.ts';
import { newCode } from './party-links.ts';

let world: World;
/** Handles disputes at the own place. */
let mediator: WireClient;
let phone: WireClient;

beforeAll(async () => {
  world = await World.open();
  mediator = (await world.signIn('mediator')).client;
  phone = await world.stranger();
}, 60_000);
afterAll(() => world?.close());

const party = (change: Partial<Party> = {}): Party => ({
  id: uuidv7(),
  side: 'applicant',
  kind: 'person',
  name: '王㛃𡐓',
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
  ...change,
});

const other = (): Party =>
  party({ side: 'respondent', name: '李保国', phone: '10087654321', address: '双湖镇李家湾村', idNumber: '990000197001010011' });

function application(change: Partial<Application> = {}): Application {
  const words = { facts: '<script>alert(1)</script> 李家的滴水落在我家墙上。', request: '请求改建滴水。' };
  return { field: 'neighbour', parties: [party(), other()], amountFen: 120_000, helped: 'none', ...words, ...change };
}

const codeOf = async (): Promise<string> => (await mediator.request('applicationCode.get', { orgId: world.orgAt.own })).code;

interface Applied {
  readonly id: string;
  readonly partyCode: string;
  readonly number: string;
  readonly application: Application;
}

async function apply(change: Partial<Application> = {}): Promise<Applied> {
  const [id, partyCode, one] = [uuidv7(), newCode(), application(change)];
  // Each from a code of its own: how often one address may apply is tested by itself.
  const { number } = await phone.request('application.submit', { code: await codeOf(), id, partyCode, application: one });
  return { id, partyCode, number, application: one };
}

const change = <N extends MutationName>(name: N, args: MutationArgs<N>) => pushed(mediator, name, args);
const advance = (id: string, to: MutationArgs<'case.advance'>['to'], note = '') =>
  change('case.advance', { id, to, noteId: uuidv7(), note });

async function rowOf(id: string) {
  const { rows } = await mediator.request('sync.snapshot', { schemaVersion: SCHEMA_VERSION, after: null, limit: 5000 });
  const put = (entity: string) => rows.find((one) => one.op === 'put' && one.entity === entity && one.row.id === id);
  return { kase: put('case'), mediation: put('mediation') };
}

describe('an application by the code of a centre', () => {
  it('becomes a case of that centre, with its number, its parties and what was asked for, and consoles are told', async () => {
    const console = (await world.signIn('mediator')).client;
    await console.request('sync.pull', { clientId: uuidv7(), schemaVersion: SCHEMA_VERSION, cursor: 0, limit: 10 });
    const { id, number } = await apply();
    await console.notification('sync.changed');
    expect(number).toMatch(/调〔\d{4}〕\d+号$/);
    const { kase, mediation } = await rowOf(id);
    expect(kase).toMatchObject({
      row: { orgId: world.orgAt.own, number, state: 'registered', applicantName: '王㛃𡐓', respondentName: '李保国' },
    });
    expect(kase).toMatchObject({
      row: { title: '王㛃𡐓与李保国邻里纠纷', facts: expect.stringContaining('<script>'), phone: '10012345678' },
    });
    expect(mediation).toMatchObject({ row: { source: { kind: 'application', online: true, helped: 'none' }, amountFen: 120_000 } });
    expect(mediation).toMatchObject({ row: { parties: [{ name: '王㛃𡐓' }, { name: '李保国', side: 'respondent' }] } });
  });

  it('that is sent again because its answer was lost makes no second case', async () => {
    const { id, partyCode, number, application: one } = await apply();
    const again = await phone.request('application.submit', { code: await codeOf(), id, partyCode, application: one });
    expect(again).toEqual({ caseId: id, number });
    const before = await codeOf();
    await mediator.request('applicationCode.renew', { orgId: world.orgAt.own });
    expect(await phone.request('application.submit', { code: before, id, partyCode, application: one })).toEqual({ caseId: id, number });
    const { n } = await world.county.db
      .selectFrom('mediation_parties')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('mediation_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(n).toBe(2);
  });

  it('cannot take the place of a case that is there', async () => {
    const { id } = await apply();
    await expect(
      phone.request('application.submit', { code: await codeOf(), id, partyCode: newCode(), application: application() }),
    ).rejects.toMatchObject({ code: 'state.conflict' });
    const ofOthers = await world.case('other', 'mediation');
    await expect(
      phone.request('application.submit', { code: await codeOf(), id: ofOthers, partyCode: newCode(), application: application() }),
    ).rejects.toMatchObject({ code: 'state.conflict' });
  });

  it.each([
    ['somebody under age without a guardian', { parties: [party({ age: 15 })] }, 'mediation.guardian_missing'],
    ['the same person twice', { parties: [party(), party({ side: 'respondent' })] }, 'mediation.same_party'],
    ['nobody who applies', { parties: [other()] }, 'request.malformed'],
    ['no number to call', { parties: [party({ phone: null })] }, 'request.malformed'],
    ['nothing that happened, and no wish for help', { facts: ' ' }, 'request.malformed'],
    ['facts of five thousand characters', { facts: '甲'.repeat(5000) }, 'request.malformed'],
    ['control characters', { facts: 'a\u0000b' }, 'request.malformed'],
  ])('with %s is refused, and nothing is there', async (_name, wrong, code) => {
    const id = uuidv7();
    const submitted = { code: await codeOf(), id, partyCode: newCode(), application: application(wrong) };
    await expect(phone.request('application.submit', submitted)).rejects.toMatchObject({ code });
    expect((await rowOf(id)).kase).toBeUndefined();
  });

  it('of ten megabytes closes the line and leaves nothing', async () => {
    const client = await world.stranger();
    const id = uuidv7();
    const submitted = { code: await codeOf(), id, partyCode: newCode(), application: { ...application(), facts: '甲'.repeat(10_000_000) } };
    client.sendRaw(JSON.stringify({ v: 1, id: 1, type: 'application.submit', data: submitted }));
    expect(await client.closed).toBe(1009);
    expect((await rowOf(id)).kase).toBeUndefined();
  });

  it('leads nowhere by a code that was replaced, and by none that was made up', async () => {
    const before = await codeOf();
    const { code: after } = await mediator.request('applicationCode.renew', { orgId: world.orgAt.own });
    expect(after).not.toBe(before);
    for (const code of [before, 'AAAA2222', '<script>']) {
      await expect(phone.request('application.look', { code })).rejects.toMatchObject({ code: 'application_code.unknown' });
    }
    expect(await phone.request('application.look', { code: after })).toMatchObject({ orgName: expect.any(String) });
  });

  it('comes from one address ten times at once and then once a minute', () => {
    let now = 0;
    const limits = new AskingLimits({ burst: 10, perSecond: 1 / 60 }, () => now);
    for (let turn = 0; turn < 10; turn += 1) limits.take('10.0.0.1');
    expect(() => limits.take('10.0.0.1')).toThrow(expect.objectContaining({ code: 'request.too_many', retryAfterMs: 60_000 }));
    expect(() => limits.take('10.0.0.2')).not.toThrow();
    now = 60_000;
    expect(() => limits.take('10.0.0.1')).not.toThrow();
  });
});

describe("a party's own page", () => {
  it('shows the applicant how the case stands, and of the other side the name alone', async () => {
    const { id, partyCode, number } = await apply();
    await advance(id, 'accepted', '内部意见：对方态度强硬');
    const account = await mediatorAccount();
    await change('mediation.assign', { id, mediator: account, assistants: [] });
    const view = await phone.request('party.look', { code: partyCode });
    expect(view).toMatchObject({ number, state: 'accepted', me: { name: '王㛃𡐓', side: 'applicant' }, mediatorName: account.name });
    expect(view.names).toEqual([
      { side: 'applicant', name: '王㛃𡐓' },
      { side: 'respondent', name: '李保国' },
    ]);
    const text = JSON.stringify(view);
    for (const secret of ['10087654321', '李家湾村', '990000197001010011', '内部意见']) expect(text).not.toContain(secret);
    expect(partyViewSchema.strict().safeParse(view).success).toBe(true);
  });

  it('tells those who applied, and nobody else, why it was refused', async () => {
    const one = await apply();
    await advance(one.id, 'refused', '不属于人民调解受理范围');
    expect((await phone.request('party.look', { code: one.partyCode })).steps).toMatchObject([
      { state: 'refused', words: '不属于人民调解受理范围' },
    ]);
    const respondent = one.application.parties[1];
    const { code } = await mediator.request('partyLink.issue', { caseId: one.id, partyId: respondent?.id ?? '' });
    const view = await phone.request('party.look', { code });
    expect(view.steps).toMatchObject([{ state: 'refused', words: null }]);
    expect(view.request).toBeNull();
    expect(JSON.stringify(view)).not.toContain('10012345678');
  });

  it('opens by no code that was revoked, or of a party that is no longer in the case; and of codes only hashes are kept', async () => {
    const { id, application: one } = await apply();
    const partyId = one.parties[1]?.id ?? '';
    const { link, code, path } = await mediator.request('partyLink.issue', { caseId: id, partyId });
    expect(path).toBe(`/my/${code}`);
    await phone.request('party.look', { code });
    expect((await mediator.request('partyLink.list', { caseId: id })).links).toHaveLength(2);
    const rows = await world.county.db.selectFrom('party_links').selectAll().where('case_id', '=', id).execute();
    expect(JSON.stringify(rows)).not.toContain(code);
    await mediator.request('partyLink.revoke', { id: link.id });
    await expect(phone.request('party.look', { code })).rejects.toMatchObject({ code: 'party_link.expired' });
    const second = await mediator.request('partyLink.issue', { caseId: id, partyId });
    await change('mediation.dropParty', { id, partyId });
    await expect(phone.request('party.look', { code: second.code })).rejects.toMatchObject({ code: 'party_link.expired' });
    await expect(phone.request('party.look', { code: newCode() })).rejects.toMatchObject({ code: 'party_link.unknown' });
  });

  it('takes a rating once, when it is over', async () => {
    const { id, partyCode } = await apply();
    await expect(phone.request('party.rate', { code: partyCode, stars: 5, words: '' })).rejects.toMatchObject({ code: 'state.conflict' });
    await advance(id, 'accepted');
    await advance(id, 'handling');
    await advance(id, 'settled');
    expect((await phone.request('party.look', { code: partyCode })).mayRate).toBe(true);
    await phone.request('party.rate', { code: partyCode, stars: 4, words: '公道。' });
    await expect(phone.request('party.rate', { code: partyCode, stars: 1, words: '' })).rejects.toMatchObject({ code: 'state.conflict' });
    expect(await phone.request('party.look', { code: partyCode })).toMatchObject({ rating: { stars: 4, words: '公道。' }, mayRate: false });
  });

  /** An agreement of both that is in force since now, as if it had been signed and sealed. */
  async function inForce(id: string, by: string): Promise<void> {
    for (const to of ['accepted', 'handling'] as const) await advance(id, to);
    const duty = { who: by, toWhom: '李保国', what: '改建滴水', fen: null, due: Date.now() + 86_400_000, how: '' };
    await change('agreement.putDuty', { id, duty: { id: uuidv7(), ...duty } });
    await advance(id, 'settled');
    await world.county.db.updateTable('agreements').set({ effective_at: Date.now() }).where('id', '=', id).execute();
  }

  it('says what is to be done by when once an agreement is in force, and takes the word on how it is kept once', async () => {
    const { id, partyCode, application: one } = await apply();
    const told = { code: partyCode, id: uuidv7(), kept: 'partly', satisfied: 'yes', words: '' } as const;
    expect((await phone.request('party.look', { code: partyCode })).agreement).toBeNull();
    await expect(phone.request('party.tell', told)).rejects.toMatchObject({ code: 'state.conflict' });
    await inForce(id, one.parties[0]?.name ?? '');
    expect((await phone.request('party.look', { code: partyCode })).agreement).toMatchObject({
      duties: [{ what: '改建滴水', mine: true, result: null }],
      answers: [],
      mayAnswer: true,
    });
    await phone.request('party.tell', told);
    await phone.request('party.tell', told);
    const { agreement } = await phone.request('party.look', { code: partyCode });
    expect(agreement?.answers).toMatchObject([{ id: told.id, kept: 'partly', words: '协议部分履行。' }]);
    const { code } = await mediator.request('partyLink.issue', { caseId: id, partyId: one.parties[1]?.id ?? '' });
    expect((await phone.request('party.look', { code })).agreement).toMatchObject({ answers: [], duties: [{ mine: false }] });
    await expect(phone.request('party.tell', { ...told, code })).rejects.toMatchObject({ code: 'state.conflict' });
    // It takes no visit off the centre's hands.
    await expect(advance(id, 'closed')).rejects.toMatchObject({ code: 'agreement.follow_up_missing' });
    for (let n = 1; n < MOST_ANSWERS; n += 1) await phone.request('party.tell', { ...told, id: uuidv7(), words: `第${n}次` });
    await expect(phone.request('party.tell', { ...told, id: uuidv7() })).rejects.toMatchObject({ code: 'state.conflict' });
    expect((await phone.request('party.look', { code: partyCode })).agreement?.mayAnswer).toBe(false);
  });

  it('is told when something of the own case is new, and nothing of any other', async () => {
    const [mine, another] = [await apply(), await apply()];
    const page = await world.stranger();
    await page.request('party.look', { code: mine.partyCode });
    const news = () => page.notifications.filter(({ type }) => type === 'party.changed').length;
    await advance(another.id, 'accepted');
    await page.request('party.look', { code: mine.partyCode });
    expect(news()).toBe(0);
    await advance(mine.id, 'accepted');
    await page.notification('party.changed');
    const sessionId = uuidv7();
    await change('mediation.planSession', { id: mine.id, sessionId, startsAt: Date.now(), durationMin: 60, place: null });
    const { room } = await mediator.request('mediation.openSession', { caseId: mine.id, sessionId });
    await page.request('party.look', { code: mine.partyCode });
    const before = news();
    await mediator.request('room.end', { roomId: room.id });
    await vi.waitFor(() => expect(news()).toBeGreaterThan(before));
  });

  it('leads into no room any more once its link was revoked, nor by the seat that it had led to', async () => {
    const { id, application: one } = await apply();
    await advance(id, 'accepted');
    const sessionId = uuidv7();
    await change('mediation.planSession', { id, sessionId, startsAt: Date.now(), durationMin: 60, place: null });
    await mediator.request('mediation.openSession', { caseId: id, sessionId });
    const partyId = one.parties[1]?.id ?? '';
    const seated = async () => {
      const { link, code } = await mediator.request('partyLink.issue', { caseId: id, partyId });
      const { path } = await phone.request('party.enter', { code, sessionId });
      const seat = path.replace('/join/', '');
      await phone.request('invitation.look', { code: seat });
      return { link, seat };
    };
    const [first, second] = [await seated(), await seated()];
    await mediator.request('partyLink.revoke', { id: first.link.id });
    await expect(phone.request('invitation.look', { code: first.seat })).rejects.toMatchObject({ code: 'invitation.expired' });
    await phone.request('invitation.look', { code: second.seat });
    await change('mediation.dropParty', { id, partyId });
    await expect(phone.request('invitation.look', { code: second.seat })).rejects.toMatchObject({ code: 'invitation.expired' });
  });

  it('leads into the room of a hearing, to the same seat each time, on the own side', async () => {
    const { id, partyCode } = await apply();
    await advance(id, 'accepted');
    const sessionId = uuidv7();
    await change('mediation.planSession', { id, sessionId, startsAt: Date.now(), durationMin: 60, place: null });
    await expect(phone.request('party.enter', { code: partyCode, sessionId })).rejects.toMatchObject({ code: 'room.ended' });
    const { room } = await mediator.request('mediation.openSession', { caseId: id, sessionId });
    const again = await mediator.request('mediation.openSession', { caseId: id, sessionId });
    expect(again.room.id).toBe(room.id);
    // Listed to many who may not read the case.
    expect(room).toMatchObject({ access: 'invited', title: expect.stringMatching(/调〔\d{4}〕\d+号$/) });
    expect((await phone.request('party.look', { code: partyCode })).sessions).toMatchObject([{ id: sessionId, state: 'open' }]);
    const first = await phone.request('party.enter', { code: partyCode, sessionId });
    expect(await phone.request('party.enter', { code: partyCode, sessionId })).toEqual(first);
    const guest = await world.stranger();
    const code = first.path.replace('/join/', '');
    expect(await guest.request('invitation.look', { code })).toMatchObject({ label: '申请人', roomKind: 'mediation' });
    await guest.request('auth.guest', { code, name: '王㛃𡐓' });
    const { seat } = await guest.request('room.join', { roomId: room.id, seat: null });
    await mediator.request('room.join', { roomId: room.id, seat: null });
    await mediator.request('room.admit', { roomId: room.id, participantId: seat.participantId });
    const joined = await guest.request('room.join', { roomId: room.id, seat });
    expect(joined).toMatchObject({ state: 'joined' });
    await mediator.request('room.end', { roomId: room.id });
    await expect(phone.request('party.enter', { code: partyCode, sessionId })).rejects.toMatchObject({ code: 'room.ended' });
  });
});

describe('what a party brings', () => {
  it('comes up in parts, is seen by the own party and by those who handle the case, and by no other party', async () => {
    const { id, partyCode, application: one } = await apply();
    const bytes = aPng(5000);
    const file = announced(bytes);
    await phone.request('party.bring', { code: partyCode, ...file });
    await phone.request('party.bring', { code: partyCode, ...file });
    expect((await patch(partyCode, file.id, 0, bytes.subarray(0, 2000))).body).toMatchObject({ offset: 2000, complete: false });
    expect((await patch(partyCode, file.id, 0, bytes)).body).toMatchObject({ code: 'attachment.wrong_offset' });
    expect((await patch(partyCode, file.id, 2000, bytes.subarray(2000))).body).toMatchObject({ complete: true });
    expect((await phone.request('party.look', { code: partyCode })).materials).toMatchObject([{ id: file.id, complete: true }]);
    const { code } = await mediator.request('partyLink.issue', { caseId: id, partyId: one.parties[1]?.id ?? '' });
    expect((await phone.request('party.look', { code })).materials).toEqual([]);
    expect((await patch(code, file.id, 0, bytes)).body).toMatchObject({ code: 'row.unknown' });
    expect((await patch(newCode(), file.id, 0, bytes)).status).toBe(404);
  });

  it('is at most 40 MB of an application that nobody has taken up yet, and leaves room for files of the centre', async () => {
    const { id, partyCode } = await apply();
    const bring = (size: number) => phone.request('party.bring', { code: partyCode, ...announced(aPng(100)), size });
    await bring(20 * 1024 * 1024);
    await bring(15 * 1024 * 1024);
    await expect(bring(6 * 1024 * 1024)).rejects.toMatchObject({ code: 'attachment.too_many' });
    for (let turn = 0; turn < 18; turn += 1) await bring(100);
    await advance(id, 'accepted');
    for (let turn = 0; turn < 9; turn += 1) await bring(6 * 1024 * 1024);
    for (let turn = 0; turn < 25; turn += 1) {
      await change('attachment.add', { ...announced(aPng(100)), ownerEntity: 'case', ownerId: id });
    }
  });

  it('is dropped where it is not what its name says', async () => {
    const { partyCode } = await apply();
    const bytes = Buffer.from('%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n');
    const file = announced(bytes);
    await phone.request('party.bring', { code: partyCode, ...file });
    expect((await patch(partyCode, file.id, 0, bytes)).body).toMatchObject({ code: 'attachment.type_mismatch' });
    expect((await phone.request('party.look', { code: partyCode })).materials).toMatchObject([{ complete: false }]);
    const wrongName = { ...announced(bytes), name: '照片.exe' };
    await expect(phone.request('party.bring', { code: partyCode, ...wrongName })).rejects.toMatchObject({
      code: 'attachment.type_mismatch',
    });
  });
});

describe('a copy of a sealed paper', () => {
  it('is given out by a link for a time, counted, and not by one that was revoked', async () => {
    const { id, partyCode } = await apply();
    const pdf = Buffer.from('%PDF-1.7\n调解协议书');
    const paperId = await sealedPaper(id, pdf, 'all');
    const theirs = await sealedPaper(id, Buffer.from('%PDF-1.7\n对方材料'), 'respondent');
    const { papers } = await phone.request('party.look', { code: partyCode });
    expect(papers.map((one) => one.id)).toEqual([paperId]);
    await expect(phone.request('party.copy', { code: partyCode, paperId: theirs })).rejects.toMatchObject({ code: 'row.unknown' });
    const own = await phone.request('party.copy', { code: partyCode, paperId });
    expect((await get(own.path)).bytes).toEqual(pdf);

    const { copy, path } = await mediator.request('paperCopy.issue', { paperId, days: 7 });
    expect(await get(path)).toMatchObject({ status: 200, bytes: pdf });
    await ask(path, 'GET', { range: 'bytes=1-' });
    await get(path);
    expect((await mediator.request('paperCopy.list', { caseId: id })).copies).toMatchObject([{ id: copy.id, downloads: 2 }]);
    await mediator.request('paperCopy.revoke', { id: copy.id });
    expect((await get(path)).status).toBe(410);
    expect((await get(`/copy/${newCode()}`)).status).toBe(404);
  });
});

async function mediatorAccount() {
  const { account } = await world.signIn('mediator');
  return { accountId: account.id, name: account.name };
}

function announced(bytes: Uint8Array) {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { id: uuidv7(), name: '滴水.png', mediaType: 'image/png', size: bytes.byteLength, sha256 } as const;
}

interface Answer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly body: unknown;
}

function ask(path: string, method: string, headers: Record<string, string>, body?: Uint8Array): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = httpsRequest(`${world.server.url}${path}`, { ca: world.server.ca, method, headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => {
        const bytes = Buffer.concat(pieces);
        const json = answer.headers['content-type']?.includes('json') === true ? JSON.parse(bytes.toString()) : null;
        resolve({ status: answer.statusCode ?? 0, bytes, body: json });
      });
    });
    asked.on('error', reject).end(body);
  });
}

const get = (path: string) => ask(path, 'GET', {});

function patch(code: string, id: string, offset: number, bytes: Uint8Array): Promise<Answer> {
  const headers = { authorization: `Bearer ${code}`, [OFFSET_HEADER]: String(offset), 'content-type': PART_MEDIA_TYPE };
  return ask(materialPath(id), 'PATCH', headers, bytes);
}

/** As `CasePapers` leaves one. */
async function sealedPaper(caseId: string, pdf: Buffer, audience: 'all' | 'respondent'): Promise<string> {
  const [id, sha256] = [uuidv7(), createHash('sha256').update(pdf).digest('hex')];
  const path = `${world.dataDir}/case-papers/${sha256.slice(0, 2)}/${sha256}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, pdf);
  const { accountId, name } = await mediatorAccount();
  const file = { sealed_sha256: sha256, sealed_bytes: pdf.byteLength, sealed_pages: 1 };
  await world.county.db
    .insertInto('case_papers')
    .values({
      ...{ id, case_id: caseId, form: 'agreement', subject: audience, title: '人民调解协议书', version: 1, state: 'sealed', audience },
      ...{ committee: '双湖镇人民调解委员会', input: null, unsigned_sha256: sha256, unsigned_bytes: pdf.byteLength, unsigned_pages: 1 },
      ...{ made_at: Date.now(), made_by_id: accountId, made_by_name: name, in_order: 0, room_id: null, void_reason: null },
      ...{ sealing_at: Date.now(), sealing_by_id: accountId, sealing_by_name: name, ...file },
    })
    .execute();
  return id;
}
