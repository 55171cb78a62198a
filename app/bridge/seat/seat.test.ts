import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GovernanceEvent } from '../../../sfu-server/protocol/entities/event.ts';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { BridgeEvent, CallName, CallParams, CallResult } from '../contract.ts';
import { MemoryStore } from '../replica/memory-store.ts';
import { ManualClock, settle } from '../testing/manual-clock.ts';
import { reportArgs, testEvent, testGrid } from '../testing/rows.ts';
import { TestServer } from '../testing/test-server.ts';
import { Seat, type SeatPage } from './seat.ts';

let clock: ManualClock;
let server: TestServer;
let seat: Seat;
let page: SeatPage;
let data: BridgeEvent<'data.changed'>[];
let lines: BridgeEvent<'line.changed'>[];
let notified: { page: string; type: string }[];

beforeEach(() => {
  clock = new ManualClock();
  server = new TestServer(clock);
  notified = [];
});
afterEach(() => seat.close());

function open(options: { queueOffline?: boolean; lazy?: boolean } = {}): void {
  seat = new Seat({
    host: 'browser',
    serverUrl: 'https://server',
    connect: (listener) => server.connect(listener),
    openStore: () => new MemoryStore(),
    settings: { get: () => null, set: () => {} },
    lazy: options.lazy ?? false,
    queueOffline: options.queueOffline ?? true,
    clock,
    random: () => 0,
  });
  data = [];
  lines = [];
  page = openPage('one');
}

function openPage(id: string): SeatPage {
  return seat.openPage(id, (event, payload) => {
    if (event === 'data.changed') data.push(payload as BridgeEvent<'data.changed'>);
    if (event === 'line.changed') lines.push(payload as BridgeEvent<'line.changed'>);
    if (event === 'server.notification') notified.push({ page: id, type: (payload as BridgeEvent<'server.notification'>).type });
  });
}

async function call<N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N>> {
  return (await page.call(name, params)) as CallResult<N>;
}

async function signIn(username = 'duty'): Promise<void> {
  await call('session.signIn', { username, password: 'right' });
  await clock.advance(0);
}

async function events(): Promise<GovernanceEvent[]> {
  return (await call('data.read', { entity: 'event', after: null, limit: 1000 })).rows as GovernanceEvent[];
}

async function outbox() {
  return (await call('outbox.list', {})).items.map(({ number, state }) => `${number} ${state}`);
}

async function cutLine(): Promise<void> {
  server.reachable = false;
  server.dropAll();
  await clock.advance(0);
}

async function restoreLine(): Promise<void> {
  server.reachable = true;
  seat.wake();
  await clock.advance(100);
}

async function code(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  return error instanceof Refusal ? error.code : String(error);
}

describe('the line', () => {
  it('is tried at once when a page says that the machine woke up', async () => {
    open();
    await signIn();
    await cutLine();
    // Pauses have grown to their longest by then.
    await clock.advance(60_000);
    server.reachable = true;
    await call('line.wake', {});
    await clock.advance(0);
    expect(seat.lineState().state).toBe('online');
  });
});

describe('rows', () => {
  it('come as a snapshot with its progress and then by what changes', async () => {
    for (let number = 0; number < 2_500; number += 1) server.put('grid', testGrid(number), false);
    open();
    await signIn();
    expect((await call('data.read', { entity: 'grid', after: null, limit: 20_000 })).rows).toHaveLength(2_500);
    expect(lines.map((line) => line.progress?.done ?? null).filter((done) => done !== null)).toEqual([1_000, 2_000]);
    expect(seat.lineState()).toMatchObject({ state: 'online', progress: null });
    const event = testEvent('flood');
    server.put('event', event);
    await settle();
    expect(data.at(-1)).toMatchObject({ entity: 'event', put: [{ id: event.id }], removed: [] });
    server.delete('event', event.id);
    await settle();
    expect(data.at(-1)).toMatchObject({ entity: 'event', put: [], removed: [event.id] });
  });

  it('are read page by page in order of id, own new ones in their place', async () => {
    for (let number = 0; number < 10; number += 1) server.put('event', testEvent(`e${number}`), false);
    open();
    await signIn();
    await cutLine();
    await call('data.mutate', { name: 'event.report', args: reportArgs('first of all', '00000000-0000-7000-8000-000000000000') });
    await call('data.mutate', { name: 'event.report', args: reportArgs('last of all', 'ffffffff-ffff-7fff-bfff-ffffffffffff') });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const read: CallResult<'data.read'> = await call('data.read', { entity: 'event', after, limit: 3 });
      expect(read.rows.length).toBeLessThanOrEqual(3);
      seen.push(...(read.rows as GovernanceEvent[]).map(({ title }) => title));
      after = read.next;
    } while (after !== null);
    expect(seen).toEqual(['first of all', ...Array.from({ length: 10 }, (_, number) => `e${number}`), 'last of all']);
  });

  it('go on where a snapshot was cut, and miss nothing that changed meanwhile', async () => {
    const grids = Array.from({ length: 2_500 }, (_, number) => testGrid(number));
    for (const grid of grids) server.put('grid', grid, false);
    let pages = 0;
    server.fate = (type) => (type === 'sync.snapshot' && ++pages === 2 ? 'lose' : 'answer');
    open();
    await signIn();
    expect(seat.lineState().state).toBe('offline');
    const [early, changed] = [grids[3], grids[4]];
    if (early === undefined || changed === undefined) throw new Error('no grids');
    server.delete('grid', early.id, false);
    server.put('grid', { ...changed, name: 'renamed' }, false);
    await clock.advance(1_000);
    const asked = server.seen.filter(({ type }) => type === 'sync.snapshot').map((request) => request.data as { after: unknown });
    // The second page was lost; it came again from where the first had ended.
    expect(asked.map(({ after }) => after !== null)).toEqual([false, true, true, true]);
    expect(asked[2]?.after).toEqual(asked[1]?.after);
    const rows = (await call('data.read', { entity: 'grid', after: null, limit: 20_000 })).rows as { id: string; name: string }[];
    expect(rows).toHaveLength(2_499);
    expect(rows.find(({ id }) => id === changed.id)?.name).toBe('renamed');
  });

  it('come afresh when the server asks for it, those that are gone go, and the outbox stays', async () => {
    const [kept, gone] = [testEvent('kept'), testEvent('gone')];
    server.put('event', kept, false);
    server.put('event', gone, false);
    open();
    await signIn();
    await cutLine();
    await call('data.mutate', { name: 'event.note', args: { id: kept.id, noteId: uuidv7(), text: 'mine' } });
    server.delete('event', gone.id, false);
    server.trimmedBelow = server.version;
    await restoreLine();
    const rows = await events();
    expect(rows.map(({ title, notes }) => [title, notes.length])).toEqual([['kept', 1]]);
    expect(server.applied).toHaveLength(1);
    expect(await outbox()).toEqual([]);
  });

  it('come only when asked for on a lazy seat, and never for nobody', async () => {
    server.put('grid', testGrid(1), false);
    open({ lazy: true });
    await clock.advance(100);
    expect(await code(call('data.read', { entity: 'grid', after: null, limit: 10 }))).toBe('auth.required');
    await signIn();
    await clock.advance(1_000);
    expect(server.count('sync.snapshot')).toBe(0);
    await call('data.read', { entity: 'grid', after: null, limit: 10 });
    await settle();
    expect(data.some(({ entity, put }) => entity === 'grid' && put.length === 1)).toBe(true);
  });

  it('of one account are not shown to the next', async () => {
    server.put('event', testEvent('county only'), false);
    open();
    await signIn('duty');
    server.fate = (type) => (type === 'sync.snapshot' ? 'silent' : 'answer');
    await call('session.signIn', { username: 'township', password: 'right' });
    expect(seat.account?.username).toBe('township');
    expect(await events()).toEqual([]);
    expect(data.filter(({ reset }) => reset).map(({ entity }) => entity)).toContain('event');
  });
});

describe('changes', () => {
  it('are shown at once, sent, and replaced by what the server made of them', async () => {
    open();
    await signIn();
    const args = reportArgs('fire');
    await call('data.mutate', { name: 'event.report', args });
    expect(data.at(-1)).toMatchObject({ put: [{ id: args.id, number: null }], pendingIds: [args.id] });
    await clock.advance(50);
    expect(data.at(-1)).toMatchObject({ put: [{ id: args.id, number: 'N1' }], pendingIds: [] });
    expect(await outbox()).toEqual([]);
    expect(seat.lineState()).toMatchObject({ state: 'online', waiting: 0 });
  });

  it('made without a line are shown at once and sent later in order', async () => {
    open();
    await signIn();
    await cutLine();
    const args = reportArgs('fire');
    await call('data.mutate', { name: 'event.report', args });
    await call('data.mutate', { name: 'event.advance', args: { id: args.id, to: 'accepted', noteId: uuidv7(), note: 'on it' } });
    await call('data.mutate', { name: 'event.note', args: { id: args.id, noteId: uuidv7(), text: 'two units' } });
    expect((await events())[0]).toMatchObject({ state: 'accepted', notes: [{ text: 'on it' }, { text: 'two units' }] });
    expect(seat.lineState()).toMatchObject({ state: 'offline', waiting: 3 });
    await restoreLine();
    expect(server.applied.map(({ number, name }) => `${number} ${name}`)).toEqual(['1 event.report', '2 event.advance', '3 event.note']);
    expect((await events())[0]).toMatchObject({ number: expect.stringMatching(/^N/), state: 'accepted' });
    expect(await outbox()).toEqual([]);
  });

  it('are applied once though answers are lost again and again', async () => {
    open();
    await signIn();
    let pushes = 0;
    server.fate = (type) => (type === 'sync.push' && ++pushes <= 3 ? 'loseAnswer' : 'answer');
    for (let number = 0; number < 5; number += 1) {
      await call('data.mutate', { name: 'event.report', args: reportArgs(`e${number}`) });
    }
    await clock.advance(20_000);
    expect(pushes).toBeGreaterThan(3);
    expect(server.applied.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(await outbox()).toEqual([]);
    expect(await events()).toHaveLength(5);
  });

  it('that never stop coming do not keep out what others change', async () => {
    open();
    await signIn();
    await clock.advance(100);
    server.put('event', testEvent('from elsewhere'), false);
    // A new change with each push: something waits at every moment.
    let left = 10;
    server.fate = (type) => {
      if (type === 'sync.push' && left > 0) {
        left -= 1;
        void call('data.mutate', { name: 'event.report', args: reportArgs('more') });
      }
      return 'answer';
    };
    await call('data.mutate', { name: 'event.report', args: reportArgs('first') });
    await clock.advance(1_000);
    const order = server.seen.map(({ type }) => type).filter((type) => type === 'sync.push' || type === 'sync.pull');
    expect(order.slice(order.indexOf('sync.push'), order.indexOf('sync.push') + 4)).toEqual([
      'sync.push',
      'sync.pull',
      'sync.push',
      'sync.pull',
    ]);
  });

  it('that wait are not overwritten by what is pulled', async () => {
    const event = testEvent('shared');
    server.put('event', event, false);
    open();
    await signIn();
    server.fate = (type) => (type === 'sync.push' ? 'silent' : 'answer');
    await call('data.mutate', { name: 'event.advance', args: { id: event.id, to: 'accepted', noteId: uuidv7(), note: 'mine' } });
    await settle();
    // The push hangs; it is given up and pulled before it is tried again.
    server.put('event', { ...event, title: 'renamed by another' }, true);
    server.fate = (type) => (type === 'sync.push' ? 'loseAnswer' : 'answer');
    await clock.advance(16_000);
    expect((await events())[0]).toMatchObject({ title: expect.any(String), state: 'accepted', notes: [{ text: 'mine' }] });
    server.fate = () => 'answer';
    await clock.advance(10_000);
    expect((await events())[0]).toMatchObject({ title: 'renamed by another', state: 'accepted', notes: [{ text: 'mine' }] });
    expect(server.applied).toHaveLength(1);
  });

  it('stay visible between the answer to the push and the pull', async () => {
    open();
    await signIn();
    server.fate = (type) => (type === 'sync.pull' ? 'silent' : 'answer');
    await call('data.mutate', { name: 'event.report', args: reportArgs('fire') });
    await settle();
    expect(await outbox()).toEqual(['1 confirmed']);
    expect(await events()).toHaveLength(1);
  });

  it('that are refused are taken back, listed with the reason, and can be redone or dropped', async () => {
    const event = testEvent('shared');
    server.put('event', event, false);
    open();
    await signIn();
    server.refuse = (name) => (name === 'event.advance' ? new Refusal('state.conflict', 'Closed meanwhile.') : null);
    const args = { id: event.id, to: 'accepted', noteId: uuidv7(), note: '' };
    await call('data.mutate', { name: 'event.advance', args });
    await call('data.mutate', { name: 'event.note', args: { id: event.id, noteId: uuidv7(), text: 'still goes' } });
    await clock.advance(50);
    expect((await call('outbox.list', {})).items).toMatchObject([{ number: 1, state: 'refused', error: { code: 'state.conflict' } }]);
    expect((await events())[0]).toMatchObject({ state: 'reported', notes: [{ text: 'still goes' }] });
    expect(seat.lineState()).toMatchObject({ refused: 1, waiting: 0, state: 'online' });

    expect(await call('outbox.redo', { number: 1 })).toEqual({ number: 3 });
    await clock.advance(50);
    expect(await outbox()).toEqual(['3 refused']);
    server.refuse = () => null;
    await call('outbox.redo', { number: 3 });
    await clock.advance(50);
    expect((await events())[0]?.state).toBe('accepted');
    expect(await outbox()).toEqual([]);

    server.refuse = () => new Refusal('right.missing', 'No.');
    await call('data.mutate', { name: 'event.note', args: { id: event.id, noteId: uuidv7(), text: 'no' } });
    await clock.advance(50);
    await call('outbox.drop', { number: 5 });
    expect(await outbox()).toEqual([]);
    expect(await code(call('outbox.drop', { number: 5 }))).toBe('row.unknown');
  });

  it('that are malformed or unknown never enter the outbox', async () => {
    open();
    await signIn();
    expect(await code(call('data.mutate', { name: 'event.report', args: { id: 'x' } }))).toBe('mutation.malformed');
    expect(await code(call('data.mutate', { name: 'event.explode', args: {} }))).toBe('mutation.unknown');
    expect(await code(call('data.mutate', { name: '__proto__', args: {} }))).toBe('mutation.unknown');
    expect(await outbox()).toEqual([]);
  });

  it('go on as a new client where the server has forgotten the old one', async () => {
    open();
    await signIn();
    await call('data.mutate', { name: 'event.report', args: reportArgs('before') });
    await clock.advance(50);
    server.forgetClients();
    await call('data.mutate', { name: 'event.report', args: reportArgs('after') });
    await clock.advance(1_000);
    expect(server.applied.map(({ number }) => number)).toEqual([1, 1]);
    expect(new Set(server.applied.map(({ clientId }) => clientId)).size).toBe(2);
    // Of the first it had an acknowledgement.
    expect((await call('outbox.list', {})).items.map(({ error }) => error?.code)).toEqual(['mutation.lost']);
  });

  it('without a line are refused where nothing outlives the page', async () => {
    open({ queueOffline: false });
    await signIn();
    await cutLine();
    expect(await code(call('data.mutate', { name: 'event.report', args: reportArgs('x') }))).toBe('line.offline');
    expect(await outbox()).toEqual([]);
  });
});

describe('a seat and its pages', () => {
  it('says that the line is gone within 3 s of a server that falls silent', async () => {
    open();
    await signIn();
    await clock.advance(1_000);
    expect(seat.lineState().state).toBe('online');
    server.fate = () => 'silent';
    await clock.advance(3_000);
    expect(lines.some(({ state }) => state === 'offline')).toBe(true);
  });

  it('gives a notification to the page it is for, or to all', async () => {
    open();
    openPage('two');
    await signIn();
    server.notifyAll('media.consumerClosed', { consumerId: uuidv7() }, 'two');
    server.notifyAll('media.consumerClosed', { consumerId: uuidv7() }, 'gone');
    server.notifyAll('room.gone', { roomId: uuidv7() });
    await settle();
    expect(notified).toEqual([
      { page: 'two', type: 'media.consumerClosed' },
      { page: 'one', type: 'room.gone' },
      { page: 'two', type: 'room.gone' },
    ]);
  });

  it('names the page in its requests and tells the server when it is gone', async () => {
    open();
    await signIn();
    await call('server.request', { type: 'room.list', data: {} });
    page.close();
    await settle();
    expect(server.seen.slice(-2)).toMatchObject([
      { type: 'room.list', page: 'one' },
      { type: 'page.close', data: { page: 'one' } },
    ]);
  });

  it('does not let a page make the requests that are its own', async () => {
    open();
    await signIn();
    for (const type of ['auth.refresh', 'auth.signOut', 'sync.push', 'page.close', 'auth.guest']) {
      expect(await code(call('server.request', { type, data: {} }))).toBe('request.unknown');
    }
  });

  it('keeps who is signed in when another one fails to prove who they are', async () => {
    open();
    await signIn('duty');
    expect(await code(call('session.signIn', { username: 'township', password: 'wrong' }))).toBe('auth.bad_credentials');
    expect(seat.account?.username).toBe('duty');
    await call('session.signIn', { username: 'township', password: 'right' });
    await clock.advance(500);
    expect(seat.account?.username).toBe('township');
    expect([...server.clients].map(({ username }) => username)).toEqual(['township']);
  });

  it('refuses calls that are not of the contract', async () => {
    open();
    expect(await code(page.call('nothing.such', {}))).toBe('request.unknown');
    expect(await code(page.call('toString', {}))).toBe('request.unknown');
    expect(await code(page.call('data.read', { entity: 'event', after: null, limit: 0 }))).toBe('request.malformed');
    expect(await code(page.call('settings.set', { key: 'x', value: 'y'.repeat(65_537) }))).toBe('request.malformed');
  });
});
