import { beforeEach, expect, it } from 'vitest';
import { silentLog } from '../log.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { TestServer } from '../testing/test-server.ts';
import type { OfflinePeople } from './offline-people.ts';
import { OfflineSeat } from './offline-seat.ts';

const HOUR_MS = 3_600_000;
const PASS_MS = 24 * HOUR_MS;
let clock: ManualClock;
let seat: OfflineSeat;
/** When it was written down that somebody is here, ms after the beginning. */
let seen: number[];
let ended: string[];

beforeEach(async () => {
  clock = new ManualClock();
  const account = new TestServer(clock).accounts.get('duty');
  if (account === undefined) throw new Error('The test server has no duty officer.');
  const began = clock.now();
  seen = [];
  ended = [];
  const people: OfflinePeople = {
    possible: true,
    remember: async () => undefined,
    heardFrom: () => undefined,
    open: async () => ({ account, until: began + PASS_MS }),
    refused: async () => undefined,
    known: () => account,
    seen: () => void seen.push(clock.now() - began),
    forgetPassword: () => undefined,
    erase: () => undefined,
  };
  seat = new OfflineSeat({
    people,
    clock,
    log: silentLog,
    signIn: async () => undefined,
    ended: (_account, reason) => void ended.push(reason.code),
  });
  await seat.open('duty', 'right');
});

it('writes down every hour, and at the end, that somebody is here', async () => {
  await clock.advance(2.5 * HOUR_MS);
  expect(seen).toEqual([HOUR_MS, 2 * HOUR_MS]);
  seat.leave();
  expect(seen).toEqual([HOUR_MS, 2 * HOUR_MS, 2.5 * HOUR_MS]);
  expect(clock.pending).toBe(0);
});

it('ends a pass that ran out while the machine slept as soon as it wakes', () => {
  clock.sleep(PASS_MS - 1);
  seat.wake();
  expect(ended).toEqual([]);
  clock.sleep(1);
  seat.wake();
  expect(ended).toEqual(['auth.offline_unknown']);
  expect(seat.pass).toBeNull();
  expect(clock.pending).toBe(0);
});
