import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { Account } from '../../../sfu-server/protocol/session.ts';
import { silentLog } from '../../bridge/log.ts';
import { ManualClock } from '../../bridge/testing/manual-clock.ts';
import { TestServer } from '../../bridge/testing/test-server.ts';
import { KnownPeople, OFFLINE_MS } from './known-people.ts';

const DAY_MS = 86_400_000;
const PASSWORD = 'a sentence that nobody else has';
let dataDir: string;
let clock: ManualClock;
let account: Account;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'shilian-people-'));
  clock = new ManualClock();
  const duty = new TestServer(clock).accounts.get('duty');
  if (duty === undefined) throw new Error('The test server has no duty officer.');
  account = duty;
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** As after a restart of the console. */
function people(serverUrl = 'https://server'): KnownPeople {
  return new KnownPeople({ dataDir, serverUrl, clock, log: silentLog });
}

async function refusal(attempt: Promise<unknown>): Promise<Refusal> {
  const error = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error;
  throw new Error(`It was not refused: ${String(error)}`);
}

it('lets in with the password, after a restart too, for seven days from the last word of the server', async () => {
  await people().remember(account, PASSWORD);
  expect(await people().open('Duty ', PASSWORD)).toEqual({ account, until: clock.now() + OFFLINE_MS });
  clock.sleep(6 * DAY_MS);
  const later = people();
  expect((await later.open('duty', PASSWORD)).until).toBe(clock.now() + DAY_MS);
  later.heardFrom(account);
  clock.sleep(7 * DAY_MS - 1);
  expect(people().possible).toBe(true);
  clock.sleep(1);
  expect(people().possible).toBe(false);
  expect((await refusal(people().open('duty', PASSWORD))).code).toBe('auth.offline_unknown');
});

it('wins nobody days by setting the clock back', async () => {
  await people().remember(account, PASSWORD);
  clock.sleep(6 * DAY_MS);
  await people().open('duty', PASSWORD);
  clock.sleep(-5 * DAY_MS);
  expect((await people().open('duty', PASSWORD)).until).toBe(clock.now() + DAY_MS);
});

it('nor does it win days for whoever was seen here later than they signed in', async () => {
  await people().remember(account, PASSWORD);
  const here = people();
  await here.open('duty', PASSWORD);
  clock.sleep(6 * DAY_MS);
  here.seen(account.id);
  clock.sleep(-6 * DAY_MS);
  expect((await people().open('duty', PASSWORD)).until).toBe(clock.now() + DAY_MS);
});

it('keeps nothing of somebody who was taken away while their password was being looked at', async () => {
  const known = people();
  const remembered = known.remember(account, PASSWORD);
  known.erase(account.id);
  await remembered;
  expect(known.known('duty')).toBeNull();
  await known.remember(account, PASSWORD);
  const opened = refusal(known.open('duty', PASSWORD));
  // The attempt begins in the next turn.
  await Promise.resolve();
  known.erase(account.id);
  expect((await opened).code).toBe('auth.offline_unknown');
  expect(readdirSync(join(dataDir, 'cache'))).toEqual([]);
  await known.remember(account, PASSWORD);
  const again = refusal(known.open('duty', PASSWORD));
  await Promise.resolve();
  known.forgetPassword(account.id);
  expect((await again).code).toBe('auth.offline_unknown');
  expect(people().possible).toBe(false);
});

it('keeps neither the password nor a token, in a file for its owner alone', async () => {
  await people().remember(account, PASSWORD);
  const [name] = readdirSync(join(dataDir, 'cache'));
  const path = join(dataDir, 'cache', name ?? '');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(dataDir, 'cache')).mode & 0o777).toBe(0o700);
  expect(readFileSync(path, 'utf8')).not.toContain(PASSWORD);
  expect(readFileSync(path, 'utf8')).toMatch(/\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

it('slows down whoever guesses, also over restarts, and counts attempts that come together one by one', async () => {
  await people().remember(account, PASSWORD);
  const guessed = people();
  const guesses = await Promise.all(Array.from({ length: 5 }, () => refusal(guessed.open('duty', 'a guess'))));
  expect(guesses.map(({ code }) => code)).toEqual([
    ...Array<string>(3).fill('auth.bad_credentials'),
    ...Array<string>(2).fill('auth.throttled'),
  ]);
  const waiting = await refusal(people().open('duty', PASSWORD));
  expect(waiting).toMatchObject({ code: 'auth.throttled', retryAfterMs: 1_000 });
  clock.sleep(1_000);
  expect((await refusal(people().open('duty', 'another guess'))).code).toBe('auth.bad_credentials');
  expect((await refusal(people().open('duty', PASSWORD))).retryAfterMs).toBe(2_000);
  clock.sleep(2_000);
  expect((await people().open('duty', PASSWORD)).account).toEqual(account);
  expect((await refusal(people().open('duty', 'a guess'))).code).toBe('auth.bad_credentials');
});

it('forgets a password that the server has refused, and only that one', async () => {
  await people().remember(account, PASSWORD);
  await people().refused('duty', 'a slip of the finger');
  expect(people().possible).toBe(true);
  await people().refused('duty', PASSWORD);
  expect(people().possible).toBe(false);
  expect(people().known('duty')).toEqual(account);
});

it('knows nobody of another server, and nobody any more who was erased', async () => {
  await people().remember(account, PASSWORD);
  expect(people('https://another').possible).toBe(false);
  people('https://another').erase(account.id);
  people().erase(account.id);
  expect(people().known('duty')).toBeNull();
  expect(readdirSync(join(dataDir, 'cache'))).toEqual([]);
});
