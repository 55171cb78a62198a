import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { silentLog } from '../bridge/log.ts';
import { testEvent } from '../bridge/testing/rows.ts';
import { parseOptions } from '../host/console-options.ts';
import { Host } from '../host/host.ts';
import { eventually } from '../host/testing/eventually.ts';
import { ListeningServer } from '../host/testing/listening-server.ts';
import { MemoryVault } from '../host/token-vault.ts';
import { type RunningBrowserHost, startBrowserHost } from './browser-host.ts';

let folder: string;
let server: ListeningServer;
let host: Host;
let running: RunningBrowserHost;
const tabs: Tab[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shilian-page-'));
  const pageDir = join(folder, 'page');
  mkdirSync(join(pageDir, 'assets'), { recursive: true });
  writeFileSync(join(pageDir, 'index.html'), '<!doctype html><html><head><title>x</title></head></html>');
  writeFileSync(join(pageDir, 'assets', 'a-1234.js'), 'export {};');
  server = await ListeningServer.start(null);
  server.behaviour.put('event', testEvent('flood'));
  host = await Host.start({ kind: 'browser', serverUrl: server.url, dataDir: folder, tokenVault: new MemoryVault(), log: silentLog });
  running = await startBrowserHost({ host, pageDir, port: 0, log: silentLog });
});
afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.close();
  host.close();
  await running.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, running.url), { headers }, (response) => {
      let body = '';
      response.on('data', (part) => {
        body += String(part);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

async function newCookie(): Promise<string> {
  const { headers } = await get('/');
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

/** A page's end of the bridge. */
class Tab {
  readonly events: { event: string; data: Record<string, unknown> }[] = [];
  readonly socket: WebSocket;
  #answers = new Map<number, (message: { ok: boolean; result?: unknown; error?: { code: string } }) => void>();
  #nextId = 0;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (text) => {
      const message = JSON.parse(String(text));
      if ('event' in message) this.events.push(message);
      else this.#answers.get(message.id)?.(message);
    });
    tabs.push(this);
  }

  async call(name: string, params: unknown = {}): Promise<{ result: Record<string, unknown>; code: string | undefined }> {
    const id = this.#nextId++;
    const answered = new Promise<{ result?: unknown; error?: { code: string } }>((resolve) => this.#answers.set(id, resolve));
    this.socket.send(JSON.stringify({ id, call: name, params }));
    const { result, error } = await answered;
    return { result: (result ?? {}) as Record<string, unknown>, code: error?.code };
  }

  /** The broken message's answer comes under id -1. */
  async say(text: string): Promise<string | undefined> {
    const answered = new Promise<{ error?: { code: string } }>((resolve) => this.#answers.set(-1, resolve));
    this.socket.send(text);
    return (await answered).error?.code;
  }

  close(): void {
    this.socket.terminate();
  }
}

function openTab(headers: Record<string, string>): Promise<Tab | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${running.url.replace('http', 'ws')}/bridge`, { headers });
    socket.on('open', () => resolve(new Tab(socket)));
    socket.on('unexpected-response', (_request, response) => {
      socket.on('error', () => {});
      socket.terminate();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

async function tabWith(cookie: string): Promise<Tab> {
  const tab = await openTab({ cookie, origin: running.url });
  if (typeof tab === 'number') throw new Error(`refused with ${tab}`);
  return tab;
}

const RIGHT = { username: 'duty', password: 'right' };

describe('the page that the browser host serves', () => {
  it('carries the mark of its host, strict headers and a cookie that scripts cannot read', async () => {
    const { status, headers, body } = await get('/');
    expect(status).toBe(200);
    expect(body).toContain('<meta name="shilian-host" content="browser">');
    expect(headers['content-security-policy']).toMatch(/script-src 'self';.*frame-ancestors 'none'/);
    expect(headers['x-frame-options']).toBe('DENY');
    expect(String(headers['set-cookie'])).toMatch(/^shilian-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('keeps a cookie that it has given, and replaces one that it has not', async () => {
    const cookie = await newCookie();
    expect((await get('/', { cookie })).headers['set-cookie']).toBeUndefined();
    expect((await get('/', { cookie: `${cookie}x` })).headers['set-cookie']).toBeDefined();
  });

  it('comes with its assets and nothing beside them', async () => {
    expect((await get('/assets/a-1234.js')).headers['cache-control']).toContain('immutable');
    for (const path of ['/index.html', '/..%2fseat.sqlite', '/../seat.sqlite', '/%2e%2e/seat.sqlite', '/nothing']) {
      expect((await get(path)).status).toBeGreaterThanOrEqual(400);
    }
  });

  it('is not given under a foreign name, as after DNS rebinding', async () => {
    const { port } = new URL(running.url);
    expect((await get('/', { host: 'evil.example' })).status).toBe(421);
    expect((await get('/', { host: `evil.example:${port}` })).status).toBe(421);
    expect((await get('/assets/a-1234.js', { host: '127.0.0.1:1' })).status).toBe(421);
    expect((await get('/', { host: `localhost:${port}` })).status).toBe(200);
  });
});

describe('the bridge socket', () => {
  it('is refused to foreign origins, foreign names and unknown cookies', async () => {
    const cookie = await newCookie();
    const { port } = new URL(running.url);
    const own = running.url;
    expect(await openTab({ cookie, origin: 'https://evil.example' })).toBe(403);
    expect(await openTab({ cookie })).toBe(403);
    expect(await openTab({ cookie, origin: 'null' })).toBe(403);
    expect(await openTab({ cookie, origin: `http://localhost:${port}` })).toBe(403);
    expect(await openTab({ cookie, origin: `http://evil.example:${port}`, host: `evil.example:${port}` })).toBe(421);
    expect(await openTab({ origin: own })).toBe(403);
    expect(await openTab({ cookie: `shilian-${port}=made-up`, origin: own })).toBe(403);
    expect(await openTab({ cookie, origin: own })).toBeInstanceOf(Tab);
  });

  it('gives nothing of the seat to a browser that has not signed in here, though another has', async () => {
    const mine = await tabWith(await newCookie());
    const other = await tabWith(await newCookie());
    await mine.call('session.signIn', RIGHT);
    await eventually('the rows are in', async () => {
      const { rows } = (await mine.call('data.read', { entity: 'event', after: null, limit: 10 })).result;
      return Array.isArray(rows) && rows.length === 1;
    });
    for (const [name, params] of [
      ['data.read', { entity: 'event', after: null, limit: 10 }],
      ['data.mutate', { name: 'event.note', args: {} }],
      ['server.request', { type: 'room.list', data: {} }],
      ['outbox.list', {}],
      ['session.signOut', {}],
    ] as const) {
      expect((await other.call(name, params)).code).toBe('auth.required');
    }
    expect((await other.call('session.get')).result.account).toBeNull();
    expect((await mine.call('session.get')).result.account).toMatchObject({ username: 'duty' });
    expect(new Set(other.events.map(({ event }) => event))).not.toContain('data.changed');
    expect(other.events.filter(({ event, data }) => event === 'session.changed' && data.account !== null)).toEqual([]);
    expect((await other.call('session.signIn', { ...RIGHT, password: 'wrong' })).code).toBe('auth.bad_credentials');
    expect((await other.call('session.signIn', RIGHT)).code).toBeUndefined();
    expect((await other.call('outbox.list')).code).toBeUndefined();
  });

  it('knows a browser again after a reload, until it signs out', async () => {
    const cookie = await newCookie();
    const before = await tabWith(cookie);
    await before.call('session.signIn', RIGHT);
    before.close();
    const after = await tabWith(cookie);
    expect((await after.call('session.get')).result.account).toMatchObject({ username: 'duty' });
    await after.call('session.signOut');
    expect((await after.call('session.get')).result.account).toBeNull();
    expect((await after.call('outbox.list')).code).toBe('auth.required');
  });

  it('tells the server which page asks and when it is gone', async () => {
    const tab = await tabWith(await newCookie());
    await tab.call('session.signIn', RIGHT);
    await tab.call('server.request', { type: 'room.list', data: {} });
    const page = server.behaviour.seen.find(({ type }) => type === 'room.list')?.page;
    expect(page).toMatch(/^[\da-f-]{36}$/);
    tab.close();
    await eventually('the server hears of it', () =>
      server.behaviour.seen.some(({ type, data }) => type === 'page.close' && (data as { page: string }).page === page),
    );
  });

  it('answers what is not a call with a typed error and goes on', async () => {
    const tab = await tabWith(await newCookie());
    for (const text of ['', '{', '[]', '{"id":"x"}', '{"id":-4,"call":"line.get"}']) expect(await tab.say(text)).toBe('request.malformed');
    expect((await tab.call('nothing.such')).code).toBe('auth.required');
    expect((await tab.call('line.get')).result).toHaveProperty('state');
  });

  it('stays up and says that it is offline when the server goes', async () => {
    const tab = await tabWith(await newCookie());
    await tab.call('session.signIn', RIGHT);
    await server.close();
    await eventually('the line is said to be gone', async () => (await tab.call('line.get')).result.state === 'offline');
    expect((await tab.call('server.request', { type: 'room.list', data: {} })).code).toBe('line.offline');
  });
});

describe('the options', () => {
  it('are those of the outer contract', () => {
    expect(parseOptions(['--server', 'https://10.0.0.5:7443', '--port', '8080', '--no-open', '--browser', '--data-dir', '/tmp/x'])).toEqual(
      {
        server: 'https://10.0.0.5:7443',
        port: 8080,
        dataDir: '/tmp/x',
      },
    );
    expect(parseOptions([])).toMatchObject({ server: 'https://127.0.0.1:7443', port: 0 });
  });

  it('that make no sense are refused with a sentence', () => {
    for (const argv of [['--port', 'many'], ['--port', '70000'], ['--ca-fingerprint', 'abc'], ['--nonsense']]) {
      expect(() => parseOptions(argv)).toThrow(/^(error: |--)/);
    }
  });
});
