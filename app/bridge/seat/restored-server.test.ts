import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { GovernanceEvent } from '../../../sfu-server/protocol/entities/event.ts';
import { openAccountCache } from '../../host/cache/account-cache.ts';
import type { CallName, CallParams, CallResult } from '../contract.ts';
import { silentLog } from '../log.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { reportArgs } from '../testing/rows.ts';
import { TestServer } from '../testing/test-server.ts';
import { Seat, type SeatPage } from './seat.ts';

const DAY_MS = 86_400_000;
let dataDir: string;
let clock: ManualClock;
let server: TestServer;
let seat: Seat | null = null;
let page: SeatPage;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'shilian-restored-'));
  clock = new ManualClock();
  server = new TestServer(clock);
  await open();
});
afterEach(() => {
  seat?.close();
  rmSync(dataDir, { recursive: true });
});

/** A console over its file; what it had in memory is gone. */
async function open(): Promise<void> {
  seat?.close();
  seat = new Seat({
    host: 'browser',
    serverUrl: 'https://server',
    connect: (listener) => server.connect(listener),
    openStore: ({ id }) => openAccountCache({ dataDir, serverUrl: 'https://server', accountId: id, log: silentLog }),
    settings: { get: () => null, set: () => {} },
    lazy: false,
    queueOffline: true,
    clock,
    random: () => 0,
  });
  page = seat.openPage('one', () => {});
  await call('session.signIn', { username: 'duty', password: 'right' });
  await clock.advance(1_000);
}

async function call<N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N>> {
  return (await page.call(name, params)) as CallResult<N>;
}

async function report(title: string): Promise<void> {
  await call('data.mutate', { name: 'event.report', args: reportArgs(title) });
  await clock.advance(1_000);
}

const titles = async (): Promise<string[]> =>
  ((await call('data.read', { entity: 'event', after: null, limit: 100 })).rows as GovernanceEvent[]).map(({ title }) => title).sort();
const outbox = async () => (await call('outbox.list', {})).items;

it('what a restored server has lost of our changes comes back as items, and goes up once more as the same rows', async () => {
  await report('kept');
  await report('lost 1');
  await report('lost 2');
  expect(await outbox()).toEqual([]);
  const before = server.all('event').map(({ id }) => id);
  // The console was closed meanwhile: what it knows of its changes is in its file.
  server.restoreTo(1);
  await open();
  expect(await titles()).toEqual(['kept']);
  const lost = await outbox();
  expect(lost.map(({ state, error, args }) => [state, error?.code, (args as { title: string }).title])).toEqual([
    ['refused', 'mutation.lost', 'lost 1'],
    ['refused', 'mutation.lost', 'lost 2'],
  ]);
  for (const { number } of lost) {
    await call('outbox.redo', { number });
    // Meanwhile the server refuses the first one's number, and the console goes on as a new client.
    await clock.advance(10_000);
  }
  expect(await outbox()).toEqual([]);
  expect(await titles()).toEqual(['kept', 'lost 1', 'lost 2']);
  expect(
    server
      .all('event')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(before.sort());
});

it('what was lost is offered once, also when it was dropped and a fresh copy comes again', async () => {
  await report('lost');
  server.restoreTo(0);
  await clock.advance(10_000);
  const [item] = await outbox();
  await call('outbox.drop', { number: item?.number ?? 0 });
  server.restoreTo(0);
  await clock.advance(10_000);
  expect(await outbox()).toEqual([]);
  expect(await titles()).toEqual([]);
});

it('a fresh copy from a server that has lost nothing offers nothing', async () => {
  await report('one');
  server.restoreTo(1);
  await clock.advance(10_000);
  expect(server.count('sync.remembers')).toBe(1);
  expect(await outbox()).toEqual([]);
  expect(await titles()).toEqual(['one']);
});

it('what was applied more than a week ago is not kept', async () => {
  await report('old');
  clock.sleep(7 * DAY_MS);
  await report('new');
  await clock.advance(2_000);
  server.restoreTo(0);
  await clock.advance(10_000);
  expect((await outbox()).map(({ args }) => (args as { title: string }).title)).toEqual(['new']);
});
