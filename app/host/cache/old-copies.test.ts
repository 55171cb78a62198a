import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Log } from '../../bridge/log.ts';
import { reportArgs, testEvent } from '../../bridge/testing/rows.ts';
import { cachePath, openAccountCache } from './account-cache.ts';
import { clearOldCopies, UNOPENED_MS } from './old-copies.ts';

const ACCOUNT = { serverUrl: 'https://server', accountId: '01990000-0000-7000-8000-000000000001' };
let dataDir: string;
let told: string[];
const log: Log = (_level, message) => void told.push(message);

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'shilian-old-'));
  told = [];
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** A copy with a row that can be told apart on the disk, and a fetched content beside it. */
function copy(unsent: boolean): { path: string; content: string } {
  const store = openAccountCache({ dataDir, ...ACCOUNT, log });
  store.putRow('event', testEvent('a matter of other people'), 1);
  store.setState({ cursor: 7 });
  if (unsent) {
    const args = reportArgs('never sent');
    store.putOutbox({ number: 1, name: 'event.report', args, createdAt: 1, state: 'waiting', error: null, version: null });
  }
  store.close();
  const path = cachePath({ dataDir, ...ACCOUNT });
  const folder = join(dataDir, 'attachments', basename(path).slice('cache-'.length, -'.sqlite'.length));
  mkdirSync(join(folder, 'copies'), { recursive: true });
  const content = join(folder, 'copies', 'one');
  writeFileSync(content, 'picture');
  return { path, content };
}

function lastOpened(path: string, ago: number): void {
  const at = new Date(Date.now() - ago);
  utimesSync(path, at, at);
}

it('a copy that nobody has opened for a month goes with its contents, and the log says so', () => {
  const { path, content } = copy(false);
  lastOpened(path, UNOPENED_MS + 1_000);
  clearOldCopies(dataDir, Date.now(), log);
  expect([existsSync(path), existsSync(content)]).toEqual([false, false]);
  expect(told).toEqual(['a copy that nobody has opened for a month was deleted']);
});

it('a copy that was opened since then stays as it is', () => {
  const { path, content } = copy(false);
  lastOpened(path, UNOPENED_MS - 60_000);
  clearOldCopies(dataDir, Date.now(), log);
  expect([existsSync(path), existsSync(content)]).toEqual([true, true]);
  expect(told).toEqual([]);
});

it('a file that was never uploaded counts as unsent, also where the outbox is empty', () => {
  const { path, content } = copy(false);
  const staging = join(dirname(dirname(content)), 'staging');
  const id = '01990000-0000-7000-8000-000000000002';
  mkdirSync(staging);
  writeFileSync(join(staging, id), 'picture');
  writeFileSync(join(staging, `${id}.json`), '{}');
  lastOpened(path, UNOPENED_MS + 1_000);
  clearOldCopies(dataDir, Date.now(), log);
  expect([existsSync(path), existsSync(join(staging, id)), existsSync(content)]).toEqual([true, true, false]);
  expect(readFileSync(path).includes('a matter of other people')).toBe(false);
});

it('what was damaged and set aside goes after the same time', () => {
  const { path } = copy(false);
  const now = Date.now();
  const [old, young] = [`${path}.damaged-${now - UNOPENED_MS}`, `${path}.damaged-${now - UNOPENED_MS + 1}`];
  for (const aside of [old, `${old}-wal`, young]) writeFileSync(aside, 'rows');
  clearOldCopies(dataDir, now, log);
  expect([old, `${old}-wal`, young, path].map((one) => existsSync(one))).toEqual([false, false, true, true]);
});

it('unsent changes are never deleted with it: the rows go, the outbox waits for its person', () => {
  const { path, content } = copy(true);
  lastOpened(path, UNOPENED_MS + 1_000);
  clearOldCopies(dataDir, Date.now(), log);
  expect(existsSync(content)).toBe(false);
  expect(readFileSync(path).includes('a matter of other people')).toBe(false);
  const store = openAccountCache({ dataDir, ...ACCOUNT, log });
  expect(store.outbox()).toHaveLength(1);
  expect(store.rows('event', null, 10)).toEqual([]);
  expect(store.state().cursor).toBeNull();
  store.close();
  expect(told).toEqual(['rows of an old copy were deleted; its unsent changes wait for their person']);
});
