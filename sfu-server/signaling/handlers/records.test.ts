import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Party } from '../../protocol/entities/mediation.ts';
import type { MutationName } from '../../protocol/mutations.ts';
import { type RunningServer, startServer } from '../../server.ts';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { WireClient } from '../../testing/wire-client.ts';

let dir: string;
let county: SmallCounty;
let server: RunningServer;
let mediator: WireClient;
let roomId: string;
const opened: WireClient[] = [];
/** Of a planned hearing the record has the id. */
const [caseId, recordId, lineId] = [uuidv7(), uuidv7(), uuidv7()];

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
  representatives: [],
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

/** Starts the server and seats the mediator in the hearing's room. */
async function start(): Promise<void> {
  server = await startServer({ dataDir: dir, port: 0, rtcPort: 0, workers: 1, logLevel: 'silent' }, pino({ level: 'silent' }));
  mediator = await open();
  await mediator.request('auth.signIn', { username: 'mediator', password: 'mediator' });
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-record-'));
  county = await openSmallCounty(`sqlite:${join(dir, 'shilian.sqlite')}`);
  await county.account('mediator', 'mediator', county.orgs.first);
  await start();
  const words = { title: '排水沟纠纷', applicantName: WANG.name, respondentName: null, phone: null, facts: '', handlerName: null };
  const spoken = { position: 1, speaker: { kind: 'applicant', name: null }, text: '没有异议。', at: 1, mark: null, apartWith: null };
  await push(
    [
      'case.register',
      { id: caseId, orgId: county.orgs.first, gridId: null, kind: 'mediation', field: null, registeredAt: Date.now(), ...words },
    ],
    ['mediation.putParty', { id: caseId, party: WANG }],
    ['case.advance', { id: caseId, to: 'accepted', noteId: uuidv7(), note: '' }],
    ['mediation.planSession', { id: caseId, sessionId: recordId, startsAt: Date.now(), durationMin: 60, place: null }],
    ['record.open', { id: recordId, caseId, sessionId: recordId, openedAt: 1 }],
    ['record.line', { id: recordId, lineId, ...spoken }],
    ['record.readBack', { id: recordId }],
  );
  roomId = (await mediator.request('mediation.openSession', { caseId, sessionId: recordId })).room.id;
  await mediator.request('room.join', { roomId, seat: null });
});
afterEach(async () => {
  for (const client of opened.splice(0)) client.close();
  await server.close();
  await county.db.destroy();
  rmSync(dir, { recursive: true, force: true });
});

describe('a record that is read to a room', () => {
  it('goes on being read at the same line after the server was started anew, until it is put away', async () => {
    await mediator.request('record.show', { roomId, recordId, lineId });
    await server.close();
    await start();
    await mediator.request('room.join', { roomId, seat: null });
    expect((await mediator.request('record.shown', { roomId })).readBack).toMatchObject({ recordId, lineId, lines: [{ id: lineId }] });
    await mediator.request('record.show', { roomId, recordId: null, lineId: null });
    expect(await county.db.selectFrom('room_read_backs').selectAll().execute()).toEqual([]);
  });

  it('is forgotten with its room', async () => {
    await mediator.request('record.show', { roomId, recordId, lineId });
    await mediator.request('room.end', { roomId });
    await server.close();
    await start();
    expect(await county.db.selectFrom('room_read_backs').selectAll().execute()).toEqual([]);
  });

  it('is confirmed for the party whose link the seat came by, whatever name was typed', async () => {
    await mediator.request('record.show', { roomId, recordId, lineId });
    const { code } = await mediator.request('mediationRoom.inviteParty', { roomId, partyId: WANG.id, who: 'party' });
    const phone = await open();
    await phone.request('auth.guest', { code, name: '手机' });
    const { seat } = await phone.request('room.join', { roomId, seat: null });
    await mediator.request('room.admit', { roomId, participantId: seat.participantId });
    await phone.request('room.join', { roomId, seat });
    const { readBack } = await phone.request('record.shown', { roomId });
    if (readBack === null) throw new Error('Nothing is read.');
    await phone.request('record.confirmOnSeat', { roomId, recordId, revision: readBack.revision });
    const rows = await county.db.selectFrom('record_confirmations').select(['party_id', 'name', 'side', 'way']).execute();
    expect(rows).toEqual([{ party_id: WANG.id, name: WANG.name, side: 'applicant', way: 'seat' }]);
  });
});

describe('writing down what is said', () => {
  it('says that the model is missing, and is refused', async () => {
    expect((await mediator.request('speech.get', { roomId })).speech).toEqual({
      availability: 'noModel',
      state: 'off',
      proposals: [],
      lost: 0,
    });
    await expect(mediator.request('speech.listen', { roomId, on: true })).rejects.toMatchObject({ code: 'speech.unavailable' });
    expect((await mediator.request('speech.get', { roomId })).speech.state).toBe('off');
  });
});
