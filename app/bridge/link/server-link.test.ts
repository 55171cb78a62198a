import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import { ManualClock, settle } from '../testing/manual-clock.ts';
import { TestServer } from '../testing/test-server.ts';
import type { LinkPhase } from './link-events.ts';
import { ServerLink } from './server-link.ts';

let clock: ManualClock;
let server: TestServer;
let link: ServerLink;
let phases: LinkPhase[];

beforeEach(() => {
  clock = new ManualClock();
  server = new TestServer(clock);
  link = newLink();
});
afterEach(() => link.dispose());

function newLink(): ServerLink {
  const made = new ServerLink({ connect: (listener) => server.connect(listener), clock, random: () => 0 });
  phases = [];
  made.on('phase', (phase) => phases.push(phase));
  return made;
}

async function code(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  return error instanceof Refusal ? error.code : String(error);
}

describe('the link to the server', () => {
  it('becomes ready after the welcome and gives its capabilities and the round trip', async () => {
    link.start();
    await clock.advance(1_100);
    expect(phases).toEqual(['connecting', 'authenticating', 'ready']);
    expect(link.welcome?.rtpCapabilities).toEqual({ codecs: [] });
    expect(link.rttMs).toBe(0);
  });

  it('holds requests of the first moment until the line is there', async () => {
    const listed = link.signIn('duty', 'right');
    link.start();
    await settle();
    expect((await listed).account.username).toBe('duty');
  });

  it('fails requests at once while there is no line', async () => {
    server.reachable = false;
    link.start();
    await settle();
    expect(await code(link.request('room.list', {}))).toBe('line.offline');
  });

  it('fails requests that are under way when the line is lost', async () => {
    link.start();
    await settle();
    server.fate = (type) => (type === 'invitation.look' ? 'silent' : 'answer');
    const refused = code(link.request('invitation.look', { code: 'x' }));
    await settle();
    server.dropAll();
    expect(await refused).toBe('line.offline');
  });

  it('gives a request up that is not answered in time', async () => {
    link.start();
    await settle();
    server.fate = (type) => (type === 'invitation.look' ? 'silent' : 'answer');
    const refused = code(link.request('invitation.look', { code: 'x' }, { timeoutMs: 4_000 }));
    await clock.advance(4_100);
    expect(await refused).toBe('request.timeout');
    expect(link.ready).toBe(true);
  });

  it('notices within 3 s that a socket which says OPEN is dead, and connects anew', async () => {
    link.start();
    await clock.advance(5_300);
    server.fate = () => 'silent';
    await clock.advance(3_000);
    expect(phases).toContain('waiting');
    server.fate = () => 'answer';
    await clock.advance(3_000);
    expect(link.ready).toBe(true);
  });

  it('keeps a line whose answers are slow but come', async () => {
    link.start();
    await settle();
    let alternate = 0;
    server.fate = (type) => (type === 'ping' && alternate++ % 2 === 0 ? 'silent' : 'answer');
    await clock.advance(20_000);
    expect(phases.filter((phase) => phase === 'waiting')).toEqual([]);
  });

  it('asks before it judges after a sleep, when time has passed but no timer ran', async () => {
    link.start();
    await clock.advance(1_000);
    clock.sleep(3_600_000);
    await clock.advance(2_000);
    expect(phases.filter((phase) => phase === 'waiting')).toEqual([]);
  });

  it('waits longer after each failed attempt, up to 5 s, and tries at once when woken', async () => {
    server.reachable = false;
    link.start();
    await clock.advance(60_000);
    const attempts = phases.filter((phase) => phase === 'connecting').length;
    // 125, 250, 500 ms, 17 times 1 s, then every 2.5 s (half of each step, as random is 0).
    expect(attempts).toBeGreaterThan(30);
    expect(attempts).toBeLessThan(40);
    server.reachable = true;
    link.wake();
    await settle();
    expect(link.ready).toBe(true);
  });

  it('takes its session up again before anything else is let through', async () => {
    link.start();
    await link.signIn('duty', 'right');
    server.seen.length = 0;
    server.dropAll();
    await settle();
    const listed = clock.advance(200).then(() => link.request('room.list', {}));
    await listed;
    expect(server.seen.map(({ type }) => type)).toEqual(['auth.resume', 'room.list']);
    expect(link.account?.username).toBe('duty');
  });

  it('refreshes tokens before they end, and after a long absence with the refresh token', async () => {
    link.start();
    await link.signIn('duty', 'right');
    const first = link.session?.tokens.accessToken;
    await clock.advance(server.accessLifeMs);
    expect(server.count('auth.refresh')).toBe(1);
    expect(link.session?.tokens.accessToken).not.toBe(first);
    server.reachable = false;
    server.dropAll();
    await clock.advance(server.accessLifeMs * 2);
    server.reachable = true;
    link.wake();
    await clock.advance(100);
    expect(server.count('auth.refresh')).toBe(2);
    expect(link.account?.username).toBe('duty');
  });

  it('renews a sign-in that the server holds for spent, once for all who ask, and makes their requests again', async () => {
    link.start();
    const signedIn = link.signIn('duty', 'right');
    await clock.advance(10);
    await signedIn;
    let spent = true;
    server.refuseRequest = (type) => {
      if (type === 'auth.refresh') spent = false;
      return spent && type === 'room.list' ? new Refusal('auth.expired', 'Spent.') : null;
    };
    const listed = Promise.all([link.request('room.list', {}), link.request('room.list', {})]);
    await clock.advance(10);
    expect(await listed).toEqual([{ rooms: [] }, { rooms: [] }]);
    expect(server.count('auth.refresh')).toBe(1);
  });

  it('notices a dead line in time also when the clock is set back', async () => {
    let skewMs = 0;
    const set = { now: () => clock.now() + skewMs, after: clock.after.bind(clock) };
    const skewed = new ServerLink({ connect: (listener) => server.connect(listener), clock: set, random: () => 0 });
    skewed.on('phase', (phase) => phases.push(phase));
    skewed.start();
    await clock.advance(1_500);
    skewMs = -8 * 3_600_000;
    await clock.advance(500);
    server.fate = () => 'silent';
    await clock.advance(3_000);
    expect(phases).toContain('waiting');
    skewed.dispose();
  });

  it('is nobody any more when the tokens are refused, and says why', async () => {
    const reasons: (string | undefined)[] = [];
    link.on('session', ({ reason }) => reasons.push(reason?.code));
    link.start();
    await link.signIn('duty', 'right');
    server.fate = (type) => (type === 'auth.refresh' ? 'loseAnswer' : 'answer');
    await clock.advance(server.accessLifeMs * 0.75);
    server.fate = () => 'answer';
    await clock.advance(server.accessLifeMs * 2);
    expect(link.session).toBeNull();
    expect(reasons.at(-1)).toBe('auth.revoked');
    expect(link.ready).toBe(true);
  });

  it('is nobody any more when the server ends the session', async () => {
    link.start();
    await link.signIn('duty', 'right');
    server.notifyAll('session.ended', { reason: { code: 'auth.revoked', message: 'Disabled.' } });
    await settle();
    expect(link.account).toBeNull();
  });

  it('signs a guest in again on a new socket', async () => {
    link.start();
    await link.requestRaw('auth.guest', { code: 'abc', name: '张三' });
    server.dropAll();
    await clock.advance(300);
    expect(server.seen.filter(({ type }) => type === 'auth.guest').map(({ data }) => data)).toEqual([
      { code: 'abc', name: '张三' },
      { code: 'abc', name: '张三' },
    ]);
    expect([...server.clients].map(({ guest }) => guest)).toEqual(['张三']);
  });

  it('leaves no timer behind when it is let go', async () => {
    link.start();
    await link.signIn('duty', 'right');
    server.fate = () => 'silent';
    const open = code(link.request('room.list', {}));
    await settle();
    link.dispose();
    expect(await open).toBe('request.cancelled');
    await settle();
    expect(clock.pending).toBe(0);
  });

  it('does not fall over what is not of the protocol', async () => {
    link.start();
    await settle();
    for (const client of server.clients) for (const text of ['', '{', '[]', '{"v":1}', '{"v":9,"type":"welcome"}']) client.send(text);
    await settle();
    expect(await link.request('ping', {})).toHaveProperty('serverTime');
  });
});
