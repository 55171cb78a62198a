import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GovernanceEvent } from '../../sfu-server/protocol/entities/event.ts';
import { Refusal } from '../../sfu-server/protocol/errors.ts';
import type { BridgeEvent, CallName, CallParams, CallResult } from '../bridge/contract.ts';
import { silentLog } from '../bridge/log.ts';
import type { SeatPage } from '../bridge/seat/seat.ts';
import { reportArgs, testEvent } from '../bridge/testing/rows.ts';
import { Host, parseServerUrl } from './host.ts';
import { eventually } from './testing/eventually.ts';
import { ListeningServer } from './testing/listening-server.ts';
import { makeAuthority, type TestAuthority } from './testing/test-authority.ts';
import { MemoryVault, type TokenVault } from './token-vault.ts';

const LOOPBACK = [{ type: 'ip' as const, value: '127.0.0.1' }];
let authority: TestAuthority;
let dataDir: string;
let server: ListeningServer;
let host: Host;
let page: SeatPage;
let line: BridgeEvent<'line.changed'> | undefined;

beforeAll(async () => {
  authority = await makeAuthority('county');
});
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'shilian-host-'));
  server = await ListeningServer.start(await authority.issue(LOOPBACK));
});
afterEach(async () => {
  host.close();
  await server.close();
  rmSync(dataDir, { recursive: true });
});

async function start(tokenVault: TokenVault = new MemoryVault()): Promise<void> {
  host = await Host.start({ kind: 'browser', serverUrl: server.url, dataDir, tokenVault, log: silentLog });
  line = undefined;
  page = host.openPage('page', (event, data) => {
    if (event === 'line.changed') line = data as BridgeEvent<'line.changed'>;
  });
}

async function call<N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N>> {
  return (await page.call(name, params)) as CallResult<N>;
}

async function signIn(username = 'duty'): Promise<void> {
  await call('session.signIn', { username, password: 'right' });
  await eventually('all rows are in', () => line?.state === 'online');
}

async function titles(): Promise<string[]> {
  const { rows } = await call('data.read', { entity: 'event', after: null, limit: 100 });
  return (rows as GovernanceEvent[]).map(({ title }) => title);
}

describe('the host', () => {
  it('pins the server, signs in and keeps the rows in a cache', async () => {
    server.behaviour.put('event', testEvent('flood'));
    await start();
    await signIn();
    expect(await titles()).toEqual(['flood']);
    expect(readdirSync(dataDir).sort()).toEqual(expect.arrayContaining(['cache', 'seat.sqlite', 'trust']));
  });

  it('keeps what was not sent over a restart without a line, and sends it once when it can', async () => {
    await start();
    await signIn();
    const { port } = server;
    await server.close();
    await eventually('the line is gone', () => line?.state === 'offline');
    await call('data.mutate', { name: 'event.report', args: reportArgs('made without a line') });
    expect(await titles()).toEqual(['made without a line']);
    host.close();

    server = await ListeningServer.start(await authority.issue(LOOPBACK), port, server.behaviour);
    await start();
    await signIn();
    await eventually('the outbox is empty', async () => (await call('outbox.list', {})).items.length === 0);
    expect(server.behaviour.applied).toHaveLength(1);
    expect(await titles()).toEqual(['made without a line']);
  });

  it('shows the cache of a kept session without a line', async () => {
    server.behaviour.put('event', testEvent('flood'));
    const vault = new MemoryVault();
    await start(vault);
    await signIn();
    host.close();
    await server.close();
    await start(vault);
    expect((await call('session.get', {})).account?.username).toBe('duty');
    expect(await titles()).toEqual(['flood']);
    expect((await call('line.get', {})).state).toBe('offline');
  });

  it('never shows the rows of one account to another', async () => {
    server.behaviour.put('event', testEvent('for the county'));
    await start();
    await signIn('duty');
    await call('session.signOut', {});
    await expect(titles()).rejects.toMatchObject({ code: 'auth.required' });
    server.behaviour.fate = (type) => (type === 'sync.snapshot' ? 'silent' : 'answer');
    await call('session.signIn', { username: 'township', password: 'right' });
    expect(await titles()).toEqual([]);
  });

  it('deletes what it keeps of an account when asked to, unsent changes too, and signs out', async () => {
    server.behaviour.put('event', testEvent('flood'));
    await start();
    await expect(call('cache.wipe', {})).rejects.toMatchObject({ code: 'auth.required' });
    await signIn();
    await server.close();
    await eventually('the line is gone', () => line?.state === 'offline');
    await call('data.mutate', { name: 'event.report', args: reportArgs('never sent') });
    await call('cache.wipe', {});
    expect(readdirSync(join(dataDir, 'cache'))).toEqual([]);
    expect((await call('session.get', {})).account).toBeNull();
  });

  it('deletes it too when the account has been disabled, and not when somebody was only signed out', async () => {
    await start();
    await signIn();
    const ended = (code: string): void => {
      server.behaviour.notifyAll('session.ended', { reason: { code, message: 'Ended.' } });
      for (const client of server.behaviour.clients) client.username = null;
    };
    ended('auth.revoked');
    await eventually('nobody is signed in', async () => (await call('session.get', {})).account === null);
    expect(readdirSync(join(dataDir, 'cache'))).not.toEqual([]);
    await signIn();
    ended('auth.disabled');
    await eventually('the copy is gone', () => readdirSync(join(dataDir, 'cache')).length === 0);
  });

  it('keeps settings of the seat, with nobody signed in and over a restart', async () => {
    await start();
    await call('settings.set', { key: 'theme', value: 'light' });
    await call('settings.set', { key: 'gone', value: 'x' });
    await call('settings.set', { key: 'gone', value: null });
    host.close();
    await start();
    expect(await call('settings.get', { key: 'theme' })).toEqual({ value: 'light' });
    expect(await call('settings.get', { key: 'gone' })).toEqual({ value: null });
  });

  it('refuses a server with another authority, with a reason that can be read', async () => {
    await start();
    await signIn();
    const { port } = server;
    await server.close();
    const stranger = await makeAuthority('stranger');
    server = await ListeningServer.start(await stranger.issue(LOOPBACK), port);
    const refused = await eventually('the sign-in says why', async () => {
      const error = await call('session.signIn', { username: 'duty', password: 'right' }).catch((reason: unknown) => reason);
      return error instanceof Refusal && error.code === 'line.untrusted' && error;
    });
    expect(refused.message).toContain('another authority');
    expect(server.behaviour.seen).toEqual([]);
  });

  it('says at sign-in that the server cannot be reached', async () => {
    await server.close();
    await start();
    await expect(call('session.signIn', { username: 'duty', password: 'right' })).rejects.toMatchObject({ code: 'line.offline' });
  });

  it('refuses to share its data folder with another console', async () => {
    await start();
    await expect(
      Host.start({ kind: 'browser', serverUrl: server.url, dataDir, tokenVault: new MemoryVault(), log: silentLog }),
    ).rejects.toThrow(/Another console/);
  }, 10_000);

  it('takes only addresses that can be a server', async () => {
    await start();
    expect(parseServerUrl('https://10.0.0.5:7443').port).toBe('7443');
    for (const text of ['', 'server', 'ftp://server', 'http://10.0.0.5:7443']) expect(() => parseServerUrl(text)).toThrow();
  });
});
