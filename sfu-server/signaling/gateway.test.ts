import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isNotificationType, NOTIFICATIONS } from '../protocol/notifications.ts';
import { MAX_MESSAGE_BYTES } from '../protocol/version.ts';
import { type RunningServer, startServer } from '../server.ts';
import { WireClient } from '../testing/wire-client.ts';

const PASSWORD = 'Demo-2026';
let dir: string;
let server: RunningServer;
const clients: WireClient[] = [];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-gateway-'));
  const options = { dataDir: dir, port: 0, rtcPort: 0, workers: 1, demo: true, logLevel: 'silent' } as const;
  server = await startServer(options, pino({ level: 'silent' }));
});
afterAll(async () => {
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

async function open(): Promise<WireClient> {
  const client = await WireClient.open(server.url, server.ca);
  clients.push(client);
  return client;
}

async function signedIn(username: string) {
  const client = await open();
  const { account, tokens } = await client.request('auth.signIn', { username, password: PASSWORD });
  return { client, account, tokens };
}

function get(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${server.url}${path}`, { ca: server.ca, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on('error', reject).end();
  });
}

describe('a new socket', () => {
  it('hears what server this is and what its routers can do', async () => {
    const welcome = await (await open()).notification('welcome');
    expect(NOTIFICATIONS.welcome.parse(welcome.data)).toMatchObject({ protocolVersion: 1, demo: true });
    expect(welcome.data).toMatchObject({
      rtpCapabilities: { codecs: expect.arrayContaining([expect.objectContaining({ mimeType: 'audio/opus' })]) },
    });
  });

  it('is nobody: it may ask for little', async () => {
    const client = await open();
    await expect(client.request('ping', {})).resolves.toHaveProperty('serverTime');
    await expect(client.request('room.list', {})).rejects.toMatchObject({ code: 'auth.required' });
    await expect(client.request('room.leave', { roomId: uuidv7() })).rejects.toMatchObject({ code: 'auth.required' });
  });
});

describe('bad messages', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  it.each([
    ['no JSON', '{', -1, 'request.malformed'],
    ['nothing', '', -1, 'request.malformed'],
    ['a binary frame', Buffer.from('{"v":1,"id":1,"type":"ping","data":{}}'), -1, 'request.malformed'],
    ['null', 'null', -1, 'request.malformed'],
    ['a list', '[1,2]', -1, 'request.malformed'],
    ['very deep nesting', deep, -1, 'request.malformed'],
    ['no id', '{"v":1,"type":"ping","data":{}}', -1, 'request.malformed'],
    ['an id that is none', '{"v":1,"id":"7","type":"ping","data":{}}', -1, 'request.malformed'],
    ['no type', '{"v":1,"id":7,"data":{}}', 7, 'request.malformed'],
    ['a type that is endless', JSON.stringify({ v: 1, id: 7, type: 'x'.repeat(5000), data: {} }), 7, 'request.malformed'],
    ['another version', '{"v":2,"id":7,"type":"ping","data":{}}', 7, 'request.wrong_version'],
    ['no version', '{"id":7,"type":"ping","data":{}}', 7, 'request.malformed'],
    ['an unknown type', '{"v":1,"id":7,"type":"room.explode","data":{}}', 7, 'request.unknown'],
    ['the name of something that every object has', '{"v":1,"id":7,"type":"constructor","data":{}}', 7, 'request.unknown'],
    ['a prototype', '{"v":1,"id":7,"type":"__proto__","data":{"__proto__":{"x":1}}}', 7, 'request.unknown'],
    ['no parameters', '{"v":1,"id":7,"type":"auth.signIn"}', 7, 'request.malformed'],
    [
      'parameters of another kind',
      '{"v":1,"id":7,"type":"auth.signIn","data":{"username":{"$gt":""},"password":[]}}',
      7,
      'request.malformed',
    ],
    ['an endless page', JSON.stringify({ v: 1, id: 7, type: 'ping', data: {}, page: 'p'.repeat(65) }), 7, 'request.malformed'],
    [
      'a password that is endless',
      JSON.stringify({ v: 1, id: 7, type: 'auth.signIn', data: { username: 'a', password: 'x'.repeat(100_000) } }),
      7,
      'request.malformed',
    ],
    ['parameters that lack all', '{"v":1,"id":7,"type":"sync.pull","data":{}}', 7, 'request.malformed'],
  ])('as %s are answered with a reason, and the socket goes on', async (_what, message, id, code) => {
    const client = await open();
    const answer = await client.answerTo(message, id);
    expect(answer).toMatchObject({ id, ok: false, error: { code } });
    await expect(client.request('ping', {})).resolves.toBeDefined();
  });

  it('too large close their socket with 1009 and nobody else notices', async () => {
    const [client, other] = [await open(), await open()];
    client.sendRaw(JSON.stringify({ v: 1, id: 1, type: 'ping', data: { x: 'y'.repeat(MAX_MESSAGE_BYTES) } }));
    expect(await client.closed).toBe(1009);
    await expect(other.request('ping', {})).resolves.toBeDefined();
  });

  it('in too great a haste are told to slow down, and served again later', async () => {
    const client = await open();
    const answers = await Promise.all(
      Array.from({ length: 900 }, () =>
        client.request('ping', {}).then(
          () => 'served',
          (error: unknown) => error,
        ),
      ),
    );
    const refused = answers.filter((answer) => answer !== 'served');
    expect(refused.length).toBeGreaterThan(100);
    expect(refused[0]).toMatchObject({ code: 'request.too_many', retryAfterMs: expect.any(Number) });
    await expect
      .poll(() =>
        client.request('ping', {}).then(
          () => 'served',
          () => 'refused',
        ),
      )
      .toBe('served');
  });

  it('as too many pages of one socket are refused', async () => {
    const client = await open();
    for (let page = 0; page < 64; page += 1) await client.request('ping', {}, `page ${page}`);
    await expect(client.request('ping', {}, 'one more')).rejects.toMatchObject({ code: 'request.too_many' });
  });
});

describe('signing in over the socket', () => {
  it('makes it somebody, once', async () => {
    const { client, account } = await signedIn('mediator');
    expect(account).toMatchObject({ username: 'mediator', role: 'mediator', organisation: { name: '晶泉县' } });
    await expect(client.request('room.list', {})).resolves.toEqual({ rooms: [] });
    await expect(client.request('auth.signIn', { username: 'duty', password: PASSWORD })).rejects.toMatchObject({
      code: 'auth.already_signed_in',
    });
  });

  it('can be carried over to another socket by either token', async () => {
    const { account, tokens } = await signedIn('leader');
    expect(await (await open()).request('auth.resume', { accessToken: tokens.accessToken })).toEqual({ account });
    expect(await (await open()).request('auth.refresh', { refreshToken: tokens.refreshToken })).toMatchObject({ account });
  });

  it('is over after signing out, on every socket of that sign-in', async () => {
    const { client, tokens } = await signedIn('clerk');
    const other = await open();
    await other.request('auth.resume', { accessToken: tokens.accessToken });
    await client.request('auth.signOut', {});
    expect(await other.notification('session.ended')).toMatchObject({ data: { reason: { code: 'auth.revoked' } } });
    await expect(client.request('room.list', {})).rejects.toMatchObject({ code: 'auth.required' });
    await expect(other.request('room.list', {})).rejects.toMatchObject({ code: 'auth.required' });
    await expect(client.request('auth.refresh', { refreshToken: tokens.refreshToken })).rejects.toMatchObject({ code: 'auth.revoked' });
    await expect(client.request('auth.signIn', { username: 'clerk', password: PASSWORD })).resolves.toBeDefined();
  });

  it('ends on all sockets when a refresh token is seen twice', async () => {
    const { client, tokens } = await signedIn('host');
    const next = await client.request('auth.refresh', { refreshToken: tokens.refreshToken });
    await client.request('auth.refresh', { refreshToken: next.tokens.refreshToken });
    await expect((await open()).request('auth.refresh', { refreshToken: tokens.refreshToken })).rejects.toMatchObject({
      code: 'auth.revoked',
    });
    expect(await client.notification('session.ended')).toBeDefined();
  });

  it('ends at once when the account is disabled', async () => {
    const { client, account } = await signedIn('justice');
    expect(await server.disableAccount(account.id)).toBe(true);
    expect(await client.notification('session.ended')).toMatchObject({ data: { reason: { code: 'auth.disabled' } } });
    await expect(client.request('room.list', {})).rejects.toMatchObject({ code: 'auth.required' });
  });
});

describe('a guest', () => {
  it('looks, comes in by name, and may ask for nothing but a room', async () => {
    const { client: mediator } = await signedIn('mediator');
    const { room } = await mediator.request('room.create', { kind: 'mediation', title: '用水纠纷', access: 'line', invitedOrgIds: [] });
    const { code } = await mediator.request('room.invite', { roomId: room.id, label: '申请人' });
    const guest = await open();
    expect(await guest.request('invitation.look', { code })).toMatchObject({ roomTitle: '用水纠纷', label: '申请人', orgName: '晶泉县' });
    expect(await guest.request('auth.guest', { code, name: '王建国' })).toMatchObject({ roomId: room.id });
    for (const [type, params] of [
      ['room.list', {}],
      ['sync.snapshot', { schemaVersion: 1, after: null, limit: 1 }],
      ['room.muteAll', { roomId: room.id }],
      ['camera.transport', {}],
    ] as const) {
      await expect(guest.request(type, params), type).rejects.toMatchObject({ code: 'right.missing' });
    }
    await expect(guest.request('auth.signIn', { username: 'duty', password: PASSWORD })).rejects.toMatchObject({
      code: 'auth.already_signed_in',
    });
    expect(await guest.request('room.join', { roomId: room.id, seat: null })).toMatchObject({ state: 'waiting' });
    await mediator.request('room.end', { roomId: room.id });
    await expect((await open()).request('auth.guest', { code, name: '王建国' })).rejects.toMatchObject({ code: 'room.ended' });
  });
});

describe('pages of one socket', () => {
  it('hear what concerns them under their own name, and let go of their seat when they are closed', async () => {
    const { client: console } = await signedIn('mediator');
    const { client: watcher } = await signedIn('township');
    const { room } = await console.request('room.create', { kind: 'mediation', title: '两个窗口', access: 'line', invitedOrgIds: [] });
    await watcher.request('room.join', { roomId: room.id, seat: null });
    const joined = await console.request('room.join', { roomId: room.id, seat: null }, 'second');
    if (joined.state !== 'joined') throw new Error('The host waits.');
    await console.request('room.hand', { roomId: room.id, raised: true }, 'second');
    expect(await watcher.notification('room.participants')).not.toHaveProperty('page');
    await expect(console.request('room.hand', { roomId: room.id, raised: true }, 'first')).rejects.toMatchObject({
      code: 'room.not_joined',
    });
    await console.request('page.close', { page: 'second' });
    await expect
      .poll(() =>
        watcher.notifications.some(
          ({ type, data }) =>
            type === 'room.participants' &&
            isNotificationType(type) &&
            NOTIFICATIONS[type].parse(data).participants.some(({ id, connected }) => id === joined.seat.participantId && !connected),
        ),
      )
      .toBe(true);
    await console.request('room.end', { roomId: room.id });
  });
});

describe('a reported event', () => {
  it('is told to seats of its branch within the second, and to no other township', async () => {
    const [{ client: duty }, { client: township }, { client: other }] = [
      await signedIn('duty'),
      await signedIn('township'),
      await signedIn('township2'),
    ];
    const { client: worker, account } = await signedIn('grid');
    const args = {
      id: uuidv7(),
      orgId: account.organisation.id,
      gridId: null,
      title: '涵洞积水',
      detail: '',
      kind: 'flood',
      level: 1,
      position: { lat: 32.2, lng: 112.2 },
      reportedAt: Date.now(),
    };
    const before = performance.now();
    const mutation = { number: 1, name: 'event.report', args, createdAt: Date.now() };
    const { results } = await worker.request('sync.push', { clientId: uuidv7(), mutations: [mutation] });
    expect(results).toMatchObject([{ status: 'applied' }]);
    await Promise.all([duty.notification('sync.changed'), township.notification('sync.changed')]);
    expect(performance.now() - before).toBeLessThan(1000);
    await other.request('ping', {});
    expect(other.notifications.filter(({ type }) => type === 'sync.changed')).toEqual([]);
  });
});

describe('the addresses of the server', () => {
  it('say that it is well, and give its authority', async () => {
    expect(JSON.parse((await get('/healthz')).body)).toMatchObject({ status: 'ok' });
    expect((await get('/ca.pem')).body).toBe(server.ca);
  });

  it('carry headers that keep foreign scripts and frames out', async () => {
    const { headers } = await get('/healthz');
    expect(headers['content-security-policy']).toMatch(/script-src 'self';.*frame-ancestors 'none'/);
    expect(headers['content-security-policy']).toContain(`connect-src 'self' ${server.url.replace('https', 'wss')}`);
    const odd = await get('/healthz', { host: "x; script-src 'unsafe-inline'" }).catch(() => null);
    expect(String(odd?.headers['content-security-policy'] ?? '')).not.toContain("script-src 'unsafe-inline'");
  });

  it('give the metrics to this machine, and through a proxy to an administrator only', async () => {
    expect((await get('/metrics')).body).toMatch(/^shilian_media_workers 1$/m);
    const forwarded = { 'x-forwarded-for': '10.0.0.1' };
    expect((await get('/metrics', forwarded)).status).toBe(403);
    const { tokens: duty } = await signedIn('duty');
    expect((await get('/metrics', { ...forwarded, authorization: `Bearer ${duty.accessToken}` })).status).toBe(403);
    const { tokens: admin } = await signedIn('admin');
    expect((await get('/metrics', { ...forwarded, authorization: `Bearer ${admin.accessToken}` })).status).toBe(200);
  });

  it('say in words that there is nothing, and do not give files from outside of the page', async () => {
    expect((await get('/nothing')).status).toBe(404);
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2f..%2fpackage.json']) {
      expect((await get(path)).body, path).not.toContain('"name": "shilian"');
    }
  });
});
