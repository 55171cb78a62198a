import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MutationArgs, MutationName } from '../../protocol/mutations.ts';
import { type RunningServer, startServer } from '../../server.ts';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { WireClient } from '../../testing/wire-client.ts';

let dir: string;
let county: SmallCounty;
let server: RunningServer;
let mediator: WireClient;
let officer: WireClient;
let officerId: string;
const opened: WireClient[] = [];
const caseId = uuidv7();
const sessionId = uuidv7();
const callId = uuidv7();

async function signedIn(username: string): Promise<WireClient> {
  const client = await WireClient.open(server.url, server.ca);
  opened.push(client);
  await client.request('auth.signIn', { username, password: username });
  return client;
}

async function push<N extends MutationName>(client: WireClient, name: N, args: MutationArgs<N>): Promise<void> {
  const mutations = [{ number: 1, name, args, createdAt: Date.now() }];
  const { results } = await client.request('sync.push', { clientId: uuidv7(), mutations });
  expect(results).toMatchObject([{ status: 'applied' }]);
}

const start = () => startServer({ dataDir: dir, port: 0, rtcPort: 0, workers: 1, logLevel: 'silent' }, pino({ level: 'silent' }));

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-joint-'));
  county = await openSmallCounty(`sqlite:${join(dir, 'shilian.sqlite')}`);
  await county.account('mediator', 'mediator', county.orgs.first);
  officerId = (await county.account('officer', 'officer', county.orgs.county)).id;
  await county.account('colleague', 'officer', county.orgs.county);
  server = await start();
  mediator = await signedIn('mediator');
  officer = await signedIn('officer');
  const departmentId = uuidv7();
  const words = { title: '欠薪纠纷', applicantName: '王桂兰', respondentName: null, phone: null, facts: '', handlerName: null };
  const named = { name: '县人社局', presence: 'resident' as const, weekdays: [], phone: null, role: null };
  const shown = { orgName: '', caseNumber: null, field: null, departmentName: '', people: [], session: null };
  const of = { orgId: county.orgs.first, gridId: null, kind: 'mediation', field: null, registeredAt: Date.now() } as const;
  await push(mediator, 'case.register', { id: caseId, ...of, ...words });
  await push(mediator, 'case.advance', { id: caseId, to: 'accepted', noteId: uuidv7(), note: '' });
  await push(mediator, 'mediation.planSession', { id: caseId, sessionId, startsAt: Date.now(), durationMin: 60, place: null });
  const people = [{ accountId: officerId, name: '' }];
  await push(mediator, 'department.add', { id: departmentId, orgId: county.orgs.first, ...named, people });
  const asked = { words: '请派员参加。', answerBy: Date.now(), calledAt: Date.now() };
  await push(mediator, 'jointCall.make', { id: callId, caseId, departmentId, orgId: county.orgs.first, ...shown, ...asked });
});
afterEach(async () => {
  for (const client of opened.splice(0)) client.close();
  await server.close();
  await county.db.destroy();
  rmSync(dir, { recursive: true, force: true });
});

const comes = () => push(officer, 'jointCall.answer', { id: callId, result: 'comes', people: [officerId], words: '' });
const openRoom = async () => (await mediator.request('mediation.openSession', { caseId, sessionId })).room.id;
const roomsOf = async (client: WireClient) => (await client.request('room.list', {})).rooms.map(({ id }) => id);

describe('the room of a hearing', () => {
  it('lets in whoever comes for a called department of a centre above, as a member without the chair, and nobody else of it', async () => {
    const roomId = await openRoom();
    expect(await roomsOf(officer)).toEqual([]);
    await comes();
    expect(await roomsOf(officer)).toEqual([roomId]);
    expect(await roomsOf(await signedIn('colleague'))).toEqual([]);
    const joined = await officer.request('room.join', { roomId, seat: null });
    expect(joined).toMatchObject({ state: 'joined', snapshot: { mediation: { seats: [{ capacity: 'department', side: 'none' }] } } });
    await expect(officer.request('mediationRoom.break', { roomId, minutes: null })).rejects.toMatchObject({ code: 'right.missing' });
  });

  it('is open to those who had answered before it was opened, and after the server was started anew', async () => {
    await comes();
    const roomId = await openRoom();
    expect(await roomsOf(officer)).toEqual([roomId]);
    await server.close();
    server = await start();
    expect(await roomsOf(await signedIn('officer'))).toEqual([roomId]);
  });

  it('puts them out when the call ends', async () => {
    await comes();
    const roomId = await openRoom();
    await officer.request('room.join', { roomId, seat: null });
    await push(mediator, 'jointCall.end', { id: callId, reason: '已和解' });
    expect((await officer.notification('room.closed')).data).toMatchObject({ roomId, reason: 'removed' });
    await expect(officer.request('room.join', { roomId, seat: null })).rejects.toMatchObject({ code: 'room.unknown' });
    expect(await roomsOf(officer)).toEqual([]);
  });
});
