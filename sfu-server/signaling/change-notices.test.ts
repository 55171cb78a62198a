import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { DataCore } from '../governance/data-core.ts';
import { Feed } from '../governance/feed.ts';
import type { RowChange } from '../protocol/entities/index.ts';
import { notificationEnvelopeSchema } from '../protocol/envelope.ts';
import type { MutationArgs, MutationName } from '../protocol/mutations.ts';
import { NOTIFICATIONS, type NotificationData } from '../protocol/notifications.ts';
import { ROLES } from '../protocol/roles.ts';
import type { Account } from '../protocol/session.ts';
import { SCHEMA_VERSION } from '../protocol/version.ts';
import { AccountRepository } from '../store/accounts.ts';
import { advanceVersion, headVersion } from '../store/change-log.ts';
import { openSmallCounty, type SmallCounty } from '../testing/small-county.ts';
import { noticeChanges } from './change-notices.ts';
import { Session } from './session.ts';
import { Sessions } from './sessions.ts';

type Notice = NotificationData<'sync.changed'>;

/** A real socket, with both of its ends in this process. */
interface TestSeat {
  readonly session: Session;
  readonly client: WebSocket;
  /** What has come, once all that was sent until now is there. */
  notices(): Promise<Notice[]>;
}

const NOW = 1_790_000_000_000;
let county: SmallCounty;
let core: DataCore;
let feed: Feed;
let sessions: Sessions;
let wss: WebSocketServer;
let stop: () => void;

beforeEach(async () => {
  county = await openSmallCounty();
  core = new DataCore(county.db, () => NOW);
  feed = new Feed(county.db);
  sessions = new Sessions((error) => {
    throw error;
  });
  stop = noticeChanges(core, feed, sessions, () => NOW);
  wss = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(wss, 'listening');
});
afterEach(async () => {
  stop();
  for (const socket of wss.clients) socket.terminate();
  await new Promise((resolve) => wss.close(resolve));
  await county.db.destroy();
});

async function seatOf(account: Account): Promise<TestSeat> {
  const connected = once(wss, 'connection') as Promise<[WebSocket]>;
  const client = new WebSocket(`ws://127.0.0.1:${(wss.address() as AddressInfo).port}`);
  const received: Notice[] = [];
  client.on('message', (data) => {
    const { type, data: said } = notificationEnvelopeSchema.parse(JSON.parse(String(data)));
    if (type === 'sync.changed') received.push(NOTIFICATIONS['sync.changed'].parse(said));
  });
  const [[socket]] = await Promise.all([connected, once(client, 'open')]);
  const session = new Session(uuidv7(), '127.0.0.1', socket);
  sessions.add(session);
  signIn(session, account);
  const notices = async (): Promise<Notice[]> => {
    const answered = once(socket, 'pong');
    socket.ping();
    await answered;
    return received;
  };
  return { session, client, notices };
}

function signIn(session: Session, account: Account): void {
  sessions.establish(session, { identity: { kind: 'account', account }, signInId: null, expiresAt: Number.POSITIVE_INFINITY });
}

/** One push of so many changes: one transaction, and so one notice. */
async function make(account: Account, ...changes: [MutationName, unknown][]): Promise<void> {
  const mutations = changes.map(([name, args], index) => ({ number: index + 1, name, args, createdAt: 1 }));
  const results = await core.push(uuidv7(), mutations, account);
  expect(results.filter(({ status }) => status !== 'applied')).toEqual([]);
}

const head = () => headVersion(county.db);
const keyOf = (change: RowChange) => `${change.op} ${change.entity} ${change.op === 'put' ? change.row.id : change.id}`;
const keysOf = (notices: readonly Notice[]) => notices.flatMap(({ changes }) => (changes ?? []).map(keyOf));

function reported(orgId: string, id: string = uuidv7()): [MutationName, MutationArgs<'event.report'>] {
  const position = { lat: 32.03, lng: 112.03 };
  const words = { title: '涵洞积水', detail: '', kind: 'flood', level: 1 } as const;
  return ['event.report', { id, orgId, gridId: null, position, reportedAt: 1, ...words }];
}

function registered(orgId: string, id: string = uuidv7()): [MutationName, MutationArgs<'case.register'>] {
  const people = { applicantName: '王桂兰', respondentName: '李建国', phone: '100 1234-5678', handlerName: null };
  const words = { title: '宅基地边界争议', facts: '界址认定不一。', field: 'housing' } as const;
  return ['case.register', { id, orgId, gridId: null, kind: 'mediation', registeredAt: 1, ...people, ...words }];
}

function issued(orgId: string, sharedWith: string[] = [], id: string = uuidv7()): [MutationName, MutationArgs<'document.issue'>] {
  return ['document.issue', { id, orgId, title: '关于排查的通知', kind: 'notice', body: '一、排查。', sharedWith, issuedAt: 1 }];
}

function attached(ownerEntity: 'event' | 'case' | 'document', ownerId: string, id: string = uuidv7()): [MutationName, unknown] {
  return ['attachment.add', { id, ownerEntity, ownerId, name: '附件.pdf', mediaType: 'application/pdf', size: 3, sha256: 'a'.repeat(64) }];
}

describe('pushed rows', () => {
  it('of one transaction go to each role as far as it reads: no case, and no file of one, to a host or a grid worker', async () => {
    const { first } = county.orgs;
    const operator = await county.account('operator', 'operator', first);
    const [eventId, caseId, fileId] = [uuidv7(), uuidv7(), uuidv7()];
    const seats = new Map<string, TestSeat>();
    for (const role of ['operator', 'mediator', 'host', 'gridWorker', 'officer'] as const) {
      seats.set(role, await seatOf(await county.account(`${role}1`, role, first)));
    }
    const from = await head();
    await make(operator, reported(first, eventId), registered(first, caseId), attached('case', caseId, fileId));
    await make(operator, ['case.edit', { id: caseId, change: { title: '更正' } }]);

    const both = [
      `put event ${eventId}`,
      `put case ${caseId}`,
      `put mediation ${caseId}`,
      `put attachment ${fileId}`,
      `put case ${caseId}`,
    ];
    const seen = async (role: string) => (await seats.get(role)?.notices()) ?? [];
    expect(keysOf(await seen('operator'))).toEqual(both);
    expect(keysOf(await seen('mediator'))).toEqual(both);
    // The second transaction was of a case alone: they do not even hear that there was one.
    const version = from + 4;
    for (const role of ['host', 'gridWorker']) {
      expect(await seen(role), role).toMatchObject([{ from, version, changes: [{ entity: 'event', row: { id: eventId } }] }]);
      expect(JSON.stringify(await seen(role)), role).not.toMatch(new RegExp(`${caseId}|${fileId}|王桂兰`));
    }
    expect(await seen('officer')).toEqual([]);
  });

  it('of another branch do not come', async () => {
    const { first, second, secondVillage } = county.orgs;
    const seat = await seatOf(await county.account('first', 'operator', first));
    const away = await county.account('second', 'operator', second);
    await make(away, reported(secondVillage), registered(second), issued(second));
    expect(await seat.notices()).toEqual([]);
  });

  it('bring a shared document and its file to the other branch, its changes while it is shared, and take it away after that', async () => {
    const { first, second, firstVillage } = county.orgs;
    const author = await county.account('author', 'operator', first);
    const seat = await seatOf(await county.account('second', 'gridWorker', second));
    const village = await seatOf(await county.account('village', 'operator', firstVillage));
    const [id, fileId] = [uuidv7(), uuidv7()];
    await make(author, issued(first, [], id), attached('document', id, fileId));
    expect(await seat.notices()).toEqual([]);
    await make(author, ['document.share', { id, orgId: second }]);
    expect(keysOf(await seat.notices()).sort()).toEqual([`put attachment ${fileId}`, `put document ${id}`]);
    await make(author, ['document.edit', { id, change: { title: '更正' } }]);
    expect((await seat.notices()).at(-1)?.changes).toMatchObject([{ op: 'put', row: { id, title: '更正' } }]);
    await make(author, ['document.unshare', { id, orgId: second }]);
    expect(keysOf((await seat.notices()).slice(-1)).sort()).toEqual([`delete attachment ${fileId}`, `delete document ${id}`]);
    const told = (await seat.notices()).length;
    await make(author, ['document.edit', { id, change: { title: '不再共享' } }]);
    expect(await seat.notices()).toHaveLength(told);
    // A village below the author's own place never stood among those it was shared with.
    expect(await village.notices()).toEqual([]);
  });

  it('are read when they are told: a share that is taken back in the same transaction shows nothing', async () => {
    const { first, second } = county.orgs;
    const author = await county.account('author', 'operator', first);
    const seat = await seatOf(await county.account('second', 'operator', second));
    const id = uuidv7();
    await make(author, issued(first, [second], id), ['document.unshare', { id, orgId: second }]);
    expect(keysOf(await seat.notices())).toEqual([`delete document ${id}`]);
  });

  it('are, for every role at every place, what a pull from the same cursor gives', async () => {
    const { orgs } = county;
    const duty = await county.account('author', 'admin', orgs.county);
    const seats: { account: Account; seat: TestSeat }[] = [];
    for (const role of ROLES) {
      for (const place of ['county', 'first', 'firstVillage', 'second'] as const) {
        const account = await county.account(`${role}.${place}`, role, orgs[place]);
        seats.push({ account, seat: await seatOf(account) });
      }
    }
    const from = await head();
    const [eventId, caseId, paperId, contactId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    const contact = { id: contactId, orgId: orgs.first, name: '李娜', post: '主任', phone: '0700-1', isDuty: false, role: null };
    await make(
      duty,
      reported(orgs.firstVillage, eventId),
      reported(orgs.second),
      registered(orgs.first, caseId),
      registered(orgs.county),
      issued(orgs.county, [orgs.second], paperId),
      issued(orgs.first),
      ['contact.add', contact],
      attached('event', eventId),
      attached('case', caseId),
      attached('document', paperId),
    );
    const [told, pulled]: Record<string, string[]>[] = [{}, {}];
    for (const { account, seat } of seats) {
      const answer = await feed.pull({ clientId: uuidv7(), schemaVersion: SCHEMA_VERSION, cursor: from, limit: 100 }, account);
      if (answer.kind !== 'changes') throw new Error(answer.reason);
      Object.assign(told ?? {}, { [account.name]: keysOf(await seat.notices()) });
      Object.assign(pulled ?? {}, { [account.name]: answer.changes.map(keyOf) });
    }
    expect(told).toEqual(pulled);
    expect(told?.['admin.county']).toHaveLength(12);
    expect(told?.['gridWorker.second']).toHaveLength(3);
  });
});

describe('a seat that may not pull', () => {
  it.each([
    ['whose sign-in has run out', {}, NOW],
    ['whose first password is not changed yet', { mustChangePassword: true as const }, Number.POSITIVE_INFINITY],
  ])('%s is told that there is something, and no row, also where others see the same', async (_what, change, expiresAt) => {
    const { first } = county.orgs;
    const author = await county.account('author', 'operator', first);
    const [lapsed, other] = [await seatOf(author), await seatOf(author)];
    sessions.establish(lapsed.session, { identity: { kind: 'account', account: { ...author, ...change } }, signInId: null, expiresAt });
    const [id, next] = [uuidv7(), uuidv7()];
    await make(author, reported(first, id));
    expect(keysOf(await other.notices())).toEqual([`put event ${id}`]);
    expect(await lapsed.notices()).toEqual([{ version: await head() }]);
    signIn(lapsed.session, author);
    await make(author, reported(first, next));
    expect(keysOf(await lapsed.notices())).toEqual([`put event ${next}`]);
  });
});

describe('a moved account', () => {
  it('is pushed nothing of its old branch, and nothing that would let it keep what it has of it', async () => {
    const { first, second } = county.orgs;
    const author = await county.account('author', 'admin', county.orgs.county);
    const account = await county.account('moved', 'operator', first);
    const seat = await seatOf(account);
    const cursor = await head();
    const accounts = new AccountRepository(county.db);
    await accounts.change(account.id, { orgId: second, scopeVersion: await advanceVersion(county.db, NOW) });
    sessions.end({ accountId: account.id }, { code: 'auth.revoked', message: 'Moved.' });
    await make(author, reported(first));
    expect(await seat.notices()).toEqual([]);

    const stored = await accounts.findById(account.id);
    if (stored === null) throw new Error('The account is gone.');
    signIn(seat.session, stored.account);
    const mine = uuidv7();
    await make(author, reported(first), reported(second, mine));
    const notices = await seat.notices();
    expect(keysOf(notices)).toEqual([`put event ${mine}`]);
    // It holds only for whoever has been given a copy since the move.
    expect(notices[0]?.from).toBeGreaterThan(cursor);
  });
});

describe('a seat that does not keep up', () => {
  it('is told only that there is something, and gets rows again once it has caught up', async () => {
    const { first } = county.orgs;
    const author = await county.account('author', 'operator', first);
    const [slow, other] = [await seatOf(author), await seatOf(author)];
    slow.client.pause();
    // More than the system keeps for the two ends of a socket.
    const filler = { version: 0, changes: [], from: 0, filler: 'x'.repeat(4 * 1024 * 1024) };
    for (let sent = 0; sent < 6; sent += 1) slow.session.send({ v: 1, type: 'filler', data: filler });
    await expect.poll(() => slow.session.unread).toBeGreaterThan(256 * 1024);
    const [late, next] = [uuidv7(), uuidv7()];
    await make(author, reported(first, late));
    const version = await head();
    expect(keysOf(await other.notices())).toEqual([`put event ${late}`]);
    slow.client.resume();
    expect(await slow.notices()).toEqual([{ version }]);
    await make(author, reported(first, next));
    expect(keysOf(await slow.notices())).toEqual([`put event ${next}`]);
  });
});
