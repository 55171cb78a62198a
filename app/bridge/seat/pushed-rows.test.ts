import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GovernanceEvent } from '../../../sfu-server/protocol/entities/event.ts';
import type { RowChange } from '../../../sfu-server/protocol/entities/index.ts';
import { requestEnvelopeSchema } from '../../../sfu-server/protocol/envelope.ts';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { CallResult } from '../contract.ts';
import { MemoryStore } from '../replica/memory-store.ts';
import { ManualClock, settle } from '../testing/manual-clock.ts';
import { reportArgs, testEvent } from '../testing/rows.ts';
import { TestServer } from '../testing/test-server.ts';
import { Seat, type SeatPage } from './seat.ts';

let clock: ManualClock;
let server: TestServer;
let store: MemoryStore;
let seat: Seat;
let page: SeatPage;

beforeEach(async () => {
  clock = new ManualClock();
  server = new TestServer(clock);
  store = new MemoryStore();
  seat = new Seat({
    host: 'browser',
    serverUrl: 'https://server',
    connect: (listener) => server.connect(listener),
    openStore: () => store,
    settings: { get: () => null, set: () => {} },
    lazy: false,
    queueOffline: true,
    clock,
    random: () => 0,
  });
  page = seat.openPage('page', () => {});
  server.put('event', testEvent('start'));
  await page.call('session.signIn', { username: 'duty', password: 'right' });
  await clock.advance(0);
});
afterEach(() => seat.close());

const titles = async () => {
  const { rows } = (await page.call('data.read', { entity: 'event', after: null, limit: 100 })) as CallResult<'data.read'>;
  return (rows as GovernanceEvent[]).map(({ title }) => title);
};
const outbox = async () => ((await page.call('outbox.list', {})) as CallResult<'outbox.list'>).items;

/** The server's notice of all that its log has since `from`, with the rows. */
async function tell(from: number, ...rows: GovernanceEvent[]): Promise<void> {
  const changes = rows.map((row): RowChange => ({ op: 'put', entity: 'event', row }));
  server.notifyAll('sync.changed', { from, version: server.version, changes });
  await settle();
}

/** Answers of that type are made when they are asked for, and arrive when they are released. */
function hold(type: 'sync.pull' | 'sync.push'): { release: () => Promise<void> } {
  const held: (() => void)[] = [];
  const receive = server.receive.bind(server);
  server.receive = (client, text) => {
    const holding = requestEnvelopeSchema.parse(JSON.parse(text)).type === type;
    if (!holding) return receive(client, text);
    // Who it is stays read from, and written to, the real one.
    const later = Object.create(client, { send: { value: (answer: string) => held.push(() => client.send(answer)) } });
    receive(later, text);
  };
  return {
    release: async () => {
      server.receive = receive;
      for (const send of held.splice(0)) send();
      await settle();
    },
  };
}

describe('a notice with rows', () => {
  it('brings a seat up to date that had all before it, without a question', async () => {
    const from = server.version;
    const row = testEvent('pushed');
    server.put('event', row, false);
    await tell(from, row);
    expect(await titles()).toEqual(['start', 'pushed']);
    const next = { ...row, title: 'again' };
    server.put('event', next, false);
    await tell(from + 1, next);
    expect(await titles()).toEqual(['start', 'again']);
    expect(server.count('sync.pull')).toBe(1);
  });

  it('that builds on what a seat has not is not taken: the seat pulls, and has the whole', async () => {
    server.put('event', testEvent('missed'), false);
    const from = server.version;
    const row = testEvent('pushed');
    server.put('event', row, false);
    await tell(from, row);
    expect(await titles()).toEqual(['start', 'missed', 'pushed']);
    expect(server.count('sync.pull')).toBe(2);
  });

  it('that cannot be kept is asked for again once there is room, and the seat has the whole', async () => {
    const from = server.version;
    const row = testEvent('pushed');
    server.put('event', row, false);
    const transaction = store.transaction.bind(store);
    store.transaction = () => {
      throw new Refusal('cache.full', 'The disk is full.');
    };
    await tell(from, row);
    expect(await titles()).toEqual(['start']);
    store.transaction = transaction;
    await clock.advance(60_000);
    expect(await titles()).toEqual(['start', 'pushed']);
  });

  it('that is older than what a seat has changes nothing', async () => {
    const row = testEvent('first');
    const from = server.version;
    server.put('event', row);
    server.put('event', { ...row, title: 'second' });
    await settle();
    const pulls = server.count('sync.pull');
    server.notifyAll('sync.changed', { from, version: from + 1, changes: [{ op: 'put', entity: 'event', row }] });
    await settle();
    expect(await titles()).toEqual(['start', 'second']);
    expect(server.count('sync.pull')).toBe(pulls);
  });

  it('is not undone by the answer to a pull that was made before it and knows less', async () => {
    const from = server.version;
    const row = testEvent('old');
    server.put('event', row, false);
    const pull = hold('sync.pull');
    server.notifyAll('sync.changed', { version: server.version });
    await settle();
    const next = { ...row, title: 'new' };
    server.put('event', next, false);
    await tell(from, next);
    expect(await titles()).toEqual(['start', 'new']);
    await pull.release();
    expect(await titles()).toEqual(['start', 'new']);
    // It has not gone back either: what comes next builds on the notice.
    const pulls = server.count('sync.pull');
    const last = { ...row, title: 'last' };
    server.put('event', last, false);
    await tell(from + 2, last);
    expect(await titles()).toEqual(['start', 'last']);
    expect(server.count('sync.pull')).toBe(pulls);
  });

  it('gives way to the answer to a pull that knows more', async () => {
    const from = server.version;
    const row = testEvent('pushed');
    server.put('event', row, false);
    const version = server.version;
    server.put('event', testEvent('pulled'), false);
    const pull = hold('sync.pull');
    server.notifyAll('sync.changed', { version: server.version });
    await settle();
    server.notifyAll('sync.changed', { from, version, changes: [{ op: 'put', entity: 'event', row }] });
    await settle();
    expect(await titles()).toEqual(['start', 'pushed']);
    await pull.release();
    expect(await titles()).toEqual(['start', 'pushed', 'pulled']);
  });

  it('is not taken on a new line before a pull has said that the server still has the same history', async () => {
    const from = server.version;
    server.reachable = false;
    server.dropAll();
    await clock.advance(0);
    const pull = hold('sync.pull');
    server.reachable = true;
    seat.wake();
    await clock.advance(100);
    const row = testEvent('pushed');
    server.put('event', row, false);
    await tell(from, row);
    expect(await titles()).toEqual(['start']);
    await pull.release();
    expect(await titles()).toEqual(['start', 'pushed']);
  });

  it('of an own change comes before the answer to it: the change is shown once, waits no more, and nothing is pulled', async () => {
    const push = hold('sync.push');
    const args = reportArgs('mine');
    const from = server.version;
    await page.call('data.mutate', { name: 'event.report', args });
    await settle();
    expect(await outbox()).toMatchObject([{ state: 'waiting' }]);
    const row = server.row('event', args.id) as GovernanceEvent;
    await tell(from, row);
    await push.release();
    expect(await titles()).toEqual(['start', 'mine']);
    expect(await outbox()).toEqual([]);
    expect(server.count('sync.pull')).toBe(1);
  });
});
