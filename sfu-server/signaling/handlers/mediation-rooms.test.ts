import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { comparedPictures } from '../../governance/dossier/identity-pictures.ts';
import { Printer } from '../../papers/printer.ts';
import type { Party } from '../../protocol/entities/mediation.ts';
import type { MutationName } from '../../protocol/mutations.ts';
import { type RunningServer, startServer } from '../../server.ts';
import { IdentityPictures } from '../../store/identity-pictures.ts';
import { mediationRoomFacts } from '../../store/mediation-room-facts.ts';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { WireClient } from '../../testing/wire-client.ts';

let dir: string;
let county: SmallCounty;
let server: RunningServer;
let mediator: WireClient;
const opened: WireClient[] = [];
const caseId = uuidv7();
const sessionId = uuidv7();

const WANG: Party = {
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
  phone: null,
  address: null,
  legalRepresentative: null,
  guardian: null,
  representatives: [{ name: '赵律师', phone: null, relation: '律师', authority: 'special', words: null }],
};

async function open(): Promise<WireClient> {
  const client = await WireClient.open(server.url, server.ca);
  opened.push(client);
  return client;
}

async function push(...steps: readonly (readonly [MutationName, unknown])[]): Promise<void> {
  const mutations = steps.map(([name, args], index) => ({ number: index + 1, name, args, createdAt: Date.now() }));
  const { results } = await mediator.request('sync.push', { clientId: uuidv7(), mutations });
  for (const result of results) expect(result).toMatchObject({ status: 'applied' });
}

const stateOfCase = async () =>
  (await county.db.selectFrom('cases').select('state').where('id', '=', caseId).executeTakeFirstOrThrow()).state;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-hearing-'));
  county = await openSmallCounty(`sqlite:${join(dir, 'shilian.sqlite')}`);
  await county.account('mediator', 'mediator', county.orgs.first);
  await county.account('stranger', 'mediator', county.orgs.second);
  server = await startServer({ dataDir: dir, port: 0, rtcPort: 0, workers: 1, logLevel: 'silent' }, pino({ level: 'silent' }));
  mediator = await open();
  await mediator.request('auth.signIn', { username: 'mediator', password: 'mediator' });
  const words = { title: '排水沟纠纷', applicantName: WANG.name, respondentName: '李建国', phone: null, facts: '', handlerName: null };
  await push(
    [
      'case.register',
      { id: caseId, orgId: county.orgs.first, gridId: null, kind: 'mediation', field: null, registeredAt: Date.now(), ...words },
    ],
    ['mediation.putParty', { id: caseId, party: WANG }],
    ['case.advance', { id: caseId, to: 'accepted', noteId: uuidv7(), note: '' }],
    ['mediation.planSession', { id: caseId, sessionId, startsAt: Date.now(), durationMin: 60, place: null }],
  );
});
afterEach(async () => {
  for (const client of opened.splice(0)) client.close();
  await server.close();
  await county.db.destroy();
  rmSync(dir, { recursive: true, force: true });
});

/** The mediator opens the hearing's room and sits down in it. */
async function hearing() {
  const { room } = await mediator.request('mediation.openSession', { caseId, sessionId });
  const joined = await mediator.request('room.join', { roomId: room.id, seat: null });
  if (joined.state !== 'joined') throw new Error('The mediator waits at their own door.');
  return { roomId: room.id, joined };
}

/** Whoever holds the code comes to the door under that name and is let in. */
async function guest(roomId: string, code: string, name: string) {
  const client = await open();
  await client.request('auth.guest', { code, name });
  const { seat } = await client.request('room.join', { roomId, seat: null });
  await mediator.request('room.admit', { roomId, participantId: seat.participantId });
  const joined = await client.request('room.join', { roomId, seat });
  if (joined.state !== 'joined') throw new Error('The guest was not let in.');
  return { client, participantId: joined.seat.participantId, mediation: joined.snapshot.mediation };
}

describe('the room of a hearing', () => {
  it('belongs to its case, is called by its number, and takes an accepted case into handling', async () => {
    const { joined } = await hearing();
    expect(joined.snapshot.room.title).toMatch(/调〔\d{4}〕\d+号$/);
    expect(joined.snapshot.mediation).toMatchObject({ caseId, procedure: [] });
    expect(await stateOfCase()).toBe('handling');
  });

  it('is the same room for whoever opens it again', async () => {
    const first = await mediator.request('mediation.openSession', { caseId, sessionId });
    const again = await mediator.request('mediation.openSession', { caseId, sessionId });
    expect(again.room.id).toBe(first.room.id);
  });

  it('is not opened by who handles cases elsewhere, nor while the mediation is suspended', async () => {
    const stranger = await open();
    await stranger.request('auth.signIn', { username: 'stranger', password: 'stranger' });
    await expect(stranger.request('mediation.openSession', { caseId, sessionId })).rejects.toMatchObject({ code: 'row.unknown' });
    await push(['mediation.suspend', { id: caseId, reason: '等待鉴定' }]);
    await expect(mediator.request('mediation.openSession', { caseId, sessionId })).rejects.toMatchObject({ code: 'mediation.suspended' });
    expect(await stateOfCase()).toBe('accepted');
  });

  it('still belongs to its case after the server was started anew', async () => {
    const { roomId } = await hearing();
    await mediator.request('mediationRoom.step', { roomId, step: 'identity' });
    await server.close();
    server = await startServer({ dataDir: dir, port: 0, rtcPort: 0, workers: 1, logLevel: 'silent' }, pino({ level: 'silent' }));
    mediator = await open();
    await mediator.request('auth.signIn', { username: 'mediator', password: 'mediator' });
    const joined = await mediator.request('room.join', { roomId, seat: null });
    expect(joined.state === 'joined' && joined.snapshot.mediation).toMatchObject({ caseId, procedure: [{ step: 'identity' }] });
  });
});

describe('the link of a party', () => {
  it('names the party at the door and seats them on their side', async () => {
    const { roomId } = await hearing();
    const { code } = await mediator.request('mediationRoom.inviteParty', { roomId, partyId: WANG.id, who: 'party' });
    const door = await open();
    expect(await door.request('invitation.look', { code })).toMatchObject({ name: WANG.name, label: '申请人' });
    const { participantId, mediation } = await guest(roomId, code, WANG.name);
    const seat = mediation?.seats.find((one) => one.participantId === participantId);
    expect(seat).toMatchObject({ capacity: 'party', side: 'applicant', partyId: WANG.id });
  });

  it('of a lawyer says that they are one, on the side of whom they speak for', async () => {
    const { roomId } = await hearing();
    const made = await mediator.request('mediationRoom.inviteParty', { roomId, partyId: WANG.id, who: 0 });
    expect(made.name).toBe('赵律师');
    const { participantId, mediation } = await guest(roomId, made.code, made.name);
    const seat = mediation?.seats.find((one) => one.participantId === participantId);
    expect(seat).toMatchObject({ capacity: 'lawyer', side: 'applicant', partyId: WANG.id });
  });

  it('is not made for who is not in the case', async () => {
    const { roomId } = await hearing();
    const asked = (partyId: string, who: 'party' | 'guardian' | number) =>
      mediator.request('mediationRoom.inviteParty', { roomId, partyId, who });
    await expect(asked(randomUUID(), 'party')).rejects.toMatchObject({ code: 'row.unknown' });
    await expect(asked(WANG.id, 'guardian')).rejects.toMatchObject({ code: 'row.unknown' });
    await expect(asked(WANG.id, 3)).rejects.toMatchObject({ code: 'row.unknown' });
  });
});

describe('a document that is shown', () => {
  const base64 = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(600_000, 7)]).toString('base64');

  it('is seen by who runs the hearing, and stands at the seat as shown; no other party gets it', async () => {
    const { roomId } = await hearing();
    const { code } = await mediator.request('mediationRoom.inviteParty', { roomId, partyId: WANG.id, who: 'party' });
    const { client, participantId } = await guest(roomId, code, WANG.name);
    expect(await mediator.request('mediationRoom.document', { roomId, participantId })).toEqual({ document: null });
    await client.request('mediationRoom.showDocument', { roomId, base64 });
    const lawyer = await mediator.request('mediationRoom.inviteParty', { roomId, partyId: WANG.id, who: 0 });
    const other = await guest(roomId, lawyer.code, lawyer.name);
    expect(other.mediation?.seats.find((one) => one.participantId === participantId)?.documentAt).toBeTypeOf('number');
    const { document } = await mediator.request('mediationRoom.document', { roomId, participantId });
    expect(document?.base64).toBe(base64);
    for (const asker of [client, other.client]) {
      await expect(asker.request('mediationRoom.document', { roomId, participantId })).rejects.toMatchObject({ code: 'right.missing' });
    }
    expect(await new IdentityPictures(county.db).ofCase(caseId)).toMatchObject([{ name: WANG.name, base64 }]);
  });

  it('that is no picture, or one of too many, is refused and changes nothing', async () => {
    const { roomId } = await hearing();
    const lie = Buffer.from('<script>alert(1)</script>').toString('base64');
    const show = (what: string) => mediator.request('mediationRoom.showDocument', { roomId, base64: what });
    await expect(show(lie)).rejects.toMatchObject({ code: 'attachment.type_mismatch' });
    await expect(show('not base64!')).rejects.toMatchObject({ code: 'request.malformed' });
    expect(await new IdentityPictures(county.db).ofCase(caseId)).toEqual([]);
    for (let n = 0; n < 8; n += 1) await show('/9j/4AAQSkZJRg==');
    await expect(show('/9j/4AAQSkZJRg==')).rejects.toMatchObject({ code: 'state.conflict' });
  });
});

describe('what a hearing leaves for the papers of its case', () => {
  it('is who was checked, who confirmed which notice, the caucuses and the steps', async () => {
    const { roomId } = await hearing();
    const { code } = await mediator.request('mediationRoom.inviteParty', { roomId, partyId: WANG.id, who: 'party' });
    const { client, participantId } = await guest(roomId, code, WANG.name);
    await mediator.request('mediationRoom.step', { roomId, step: 'identity' });
    await mediator.request('mediationRoom.checkIdentity', { roomId, participantId, result: 'same', words: '身份证' });
    await mediator.request('mediationRoom.step', { roomId, step: 'notice' });
    await mediator.request('mediationRoom.step', { roomId, step: 'notice' });
    await mediator.request('mediationRoom.notice', { roomId, notice: { title: '权利义务告知', text: '一、' } });
    await client.request('mediationRoom.confirmNotice', { roomId });
    await mediator.request('mediationRoom.notice', { roomId, notice: null });
    await mediator.request('mediationRoom.caucus', { roomId, side: 'applicant', participantIds: [], minutes: 10 });
    await mediator.request('mediationRoom.together', { roomId });
    const [facts, ...more] = await mediationRoomFacts(county.db, caseId);
    expect(more).toEqual([]);
    const person = { name: WANG.name, capacity: 'party', side: 'applicant', partyId: WANG.id, accountId: null };
    expect(facts).toMatchObject({
      ...{ roomId, sessionId, endedAt: null },
      checks: [{ person, check: { result: 'same', words: '身份证' } }],
      notices: [{ title: '权利义务告知', text: '一、' }],
      confirmations: [{ person, noticeOpenedAt: facts?.notices[0]?.openedAt }],
      divisions: [{ kind: 'caucus', side: 'applicant' }],
      procedure: [{ step: 'identity' }, { step: 'notice' }],
    });
    expect(facts?.divisions[0]?.insiders).toHaveLength(2);
  });

  it('is, for each check, the document that was shown before it and the face as the mediator saw it', async () => {
    const { roomId } = await hearing();
    const { code } = await mediator.request('mediationRoom.inviteParty', { roomId, partyId: WANG.id, who: 'party' });
    const { client, participantId } = await guest(roomId, code, WANG.name);
    const jpeg = (mark: number) => Buffer.from([0xff, 0xd8, 0xff, 0xe0, mark, 0xff, 0xd9]).toString('base64');
    const check = (face: string | null) =>
      mediator.request('mediationRoom.checkIdentity', { roomId, participantId, result: 'same', words: '', face });
    await check(jpeg(1));
    await client.request('mediationRoom.showDocument', { roomId, base64: jpeg(2) });
    await check(jpeg(3));
    await check(null);
    await expect(check(Buffer.from('<script>alert(1)</script>').toString('base64'))).rejects.toMatchObject({
      code: 'attachment.type_mismatch',
    });
    const [facts] = await mediationRoomFacts(county.db, caseId);
    const printer = new Printer();
    try {
      const tried: string[] = [];
      const seen = { pagesBound: async ({ fileName }: { fileName: string }) => tried.push(fileName) };
      const url = (mark: number) => `data:image/jpeg;base64,${jpeg(mark)}`;
      expect(await comparedPictures(county.db, seen, facts === undefined ? [] : [facts])).toEqual([
        { picture: null, face: url(1) },
        { picture: url(2), face: url(3) },
        { picture: url(2), face: null },
      ]);
      // None of them is a picture that anybody could see: a filing leaves them out.
      expect(await comparedPictures(county.db, printer, facts === undefined ? [] : [facts])).toEqual([
        { picture: null, face: null },
        { picture: null, face: null },
        { picture: null, face: null },
      ]);
    } finally {
      await printer.close();
    }
  });
});
