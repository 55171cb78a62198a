import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { GovernanceEvent } from '../../../sfu-server/protocol/entities/event.ts';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { BridgeEvent, CallName, CallParams, CallResult, SessionState } from '../../bridge/contract.ts';
import { silentLog } from '../../bridge/log.ts';
import type { SeatPage } from '../../bridge/seat/seat.ts';
import { reportArgs, testEvent } from '../../bridge/testing/rows.ts';
import { Host } from '../host.ts';
import { eventually } from '../testing/eventually.ts';
import { ListeningServer } from '../testing/listening-server.ts';
import { MemoryVault } from '../token-vault.ts';

const RIGHT = { username: 'duty', password: 'right' };
let dataDir: string;
let server: ListeningServer;
let host: Host | null = null;
let page: SeatPage;
let line: BridgeEvent<'line.changed'> | undefined;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'shilian-offline-'));
  server = await ListeningServer.start(null);
  server.behaviour.put('event', testEvent('flood'));
  await start();
  await call('session.signIn', RIGHT);
  await eventually('all rows are in', () => line?.state === 'online');
});
afterEach(async () => {
  host?.close();
  await server.close();
  rmSync(dataDir, { recursive: true });
});

/** A console that starts, with nothing in memory from before. */
async function start(): Promise<void> {
  host?.close();
  host = await Host.start({ kind: 'browser', serverUrl: server.url, dataDir, tokenVault: new MemoryVault(), log: silentLog });
  page = host.openPage('page', (event, data) => {
    if (event === 'line.changed') line = data as BridgeEvent<'line.changed'>;
  });
}

/** As from the next morning on, in a building without a line. */
async function startOffline(): Promise<void> {
  await server.close();
  await start();
}

async function lineIsBack(): Promise<void> {
  server = await ListeningServer.start(null, server.port, server.behaviour);
  host?.wake();
}

async function call<N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N>> {
  return (await page.call(name, params)) as CallResult<N>;
}

async function code(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );
}

const session = (): Promise<SessionState> => call('session.get', {});
const titles = async (): Promise<string[]> =>
  ((await call('data.read', { entity: 'event', after: null, limit: 100 })).rows as GovernanceEvent[]).map(({ title }) => title).sort();
const report = (title: string) => call('data.mutate', { name: 'event.report', args: reportArgs(title) });
const outbox = async () => (await call('outbox.list', {})).items.map(({ state }) => state);

it('a console restarted without a line lets in who had signed in, shows the copy, and signs in for real when it can', async () => {
  await startOffline();
  expect(await session()).toMatchObject({ account: null, offlineSignIn: true });
  const inside = await call('session.signIn', RIGHT);
  expect(inside).toMatchObject({ account: { username: 'duty' } });
  expect((inside.offlineUntil ?? 0) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  await report('made without a line');
  expect(await titles()).toEqual(['flood', 'made without a line']);
  expect(await call('line.get', {})).toMatchObject({ state: 'offline', waiting: 1 });
  expect(await code(call('server.request', { type: 'room.list', data: {} }))).toBe('line.offline');

  await lineIsBack();
  await eventually('the outbox is empty', async () => (await outbox()).length === 0);
  expect(server.behaviour.applied).toHaveLength(1);
  expect(await session()).toMatchObject({ account: { username: 'duty' } });
  expect(await session()).not.toHaveProperty('offlineUntil');
  expect((await call('line.get', {})).state).toBe('online');
});

it('a wrong password and a name that was never here open nothing', async () => {
  await startOffline();
  expect(await code(call('session.signIn', { ...RIGHT, password: 'wrong' }))).toBe('auth.bad_credentials');
  expect(await code(call('session.signIn', { ...RIGHT, username: 'township' }))).toBe('auth.offline_unknown');
  expect((await session()).account).toBeNull();
  expect(await code(titles())).toBe('auth.required');
});

it('a server that refuses is not one that cannot be reached', async () => {
  await start();
  server.behaviour.refuseRequest = (type) => (type === 'auth.signIn' ? new Refusal('server.busy', 'Busy.') : null);
  expect(await code(call('session.signIn', RIGHT))).toBe('server.busy');
  expect((await session()).account).toBeNull();
});

it('a password that was changed meanwhile closes the seat, and the outbox goes up with the new one', async () => {
  await startOffline();
  await call('session.signIn', RIGHT);
  await report('made without a line');
  server.behaviour.refuseRequest = (type) => (type === 'auth.signIn' ? new Refusal('auth.bad_credentials', 'Changed.') : null);
  await lineIsBack();
  await eventually('the seat is closed', async () => (await session()).account === null);
  expect(await session()).toMatchObject({ ended: { code: 'auth.changed' } });
  expect(await session()).not.toHaveProperty('offlineSignIn');
  expect(await code(titles())).toBe('auth.required');

  server.behaviour.refuseRequest = () => null;
  await call('session.signIn', RIGHT);
  await eventually('the outbox is empty', async () => (await outbox()).length === 0);
  expect(server.behaviour.applied).toHaveLength(1);
});

it('an account that was disabled meanwhile takes its copy along, also before anybody has signed in again', async () => {
  const caches = () => readdirSync(join(dataDir, 'cache')).filter((name) => /^(cache|person)-/.test(name));
  await start();
  expect(caches().length).toBeGreaterThan(0);
  server.behaviour.refuseRequest = (type) => (type === 'auth.signIn' ? new Refusal('auth.disabled', 'Disabled.') : null);
  expect(await code(call('session.signIn', RIGHT))).toBe('auth.disabled');
  expect(caches()).toEqual([]);
  expect(await session()).not.toHaveProperty('offlineSignIn');
});

it('an account that turns out to be disabled when the line is back loses seat and copy', async () => {
  await startOffline();
  await call('session.signIn', RIGHT);
  server.behaviour.refuseRequest = (type) => (type === 'auth.signIn' ? new Refusal('auth.disabled', 'Disabled.') : null);
  await lineIsBack();
  await eventually('the seat is closed', async () => (await session()).account === null);
  expect((await session()).ended?.code).toBe('auth.disabled');
  expect(readdirSync(join(dataDir, 'cache'))).toEqual([]);
});

it('a wipe takes the way in without a line along, a sign-out leaves it', async () => {
  await startOffline();
  await call('session.signIn', RIGHT);
  await call('session.signOut', {});
  expect(await session()).toMatchObject({ account: null, offlineSignIn: true });
  await call('session.signIn', RIGHT);
  await call('cache.wipe', {});
  expect(await session()).not.toHaveProperty('offlineSignIn');
  expect(await code(call('session.signIn', RIGHT))).toBe('line.offline');
});

it('whoever signs out while the server is being asked stays out', async () => {
  await startOffline();
  await call('session.signIn', RIGHT);
  let asked = false;
  server.behaviour.fate = (type) => {
    asked ||= type === 'auth.signIn';
    return 'answer';
  };
  await lineIsBack();
  await eventually('the server is asked', () => asked);
  await call('session.signOut', {});
  await eventually('the line is there', async () => (await call('line.get', {})).state !== 'offline');
  expect((await session()).account).toBeNull();
});
