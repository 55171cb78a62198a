import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReplicaStore } from '../../bridge/replica/store.ts';
import { reportArgs, testEvent, testGrid } from '../../bridge/testing/rows.ts';
import { cachePath, openAccountCache } from './account-cache.ts';
import { openDatabase } from './database.ts';
import { CACHE_MIGRATIONS } from './migrations/index.ts';
import { migrate } from './migrations/migration.ts';

let dataDir: string;
let logged: string[];
const accountId = uuidv7();
const serverUrl = 'https://server:7443';
const stores: ReplicaStore[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'shilian-cache-'));
  logged = [];
});
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  rmSync(dataDir, { recursive: true });
});

function open(account = accountId, server = serverUrl): ReplicaStore {
  const store = openAccountCache({
    dataDir,
    serverUrl: server,
    accountId: account,
    log: (level, message) => logged.push(`${level}: ${message}`),
  });
  stores.push(store);
  return store;
}

function close(store: ReplicaStore): void {
  stores.splice(stores.indexOf(store), 1);
  store.close();
}

function waiting(number: number) {
  return {
    number,
    name: 'event.report',
    args: reportArgs(`e${number}`),
    createdAt: 1,
    state: 'waiting' as const,
    error: null,
    version: null,
  };
}

describe("an account's cache", () => {
  it('keeps rows, state and outbox over a restart', () => {
    const store = open();
    const event = testEvent('kept');
    const refused = { ...waiting(2), state: 'refused' as const, error: { code: 'state.conflict' as const, message: 'No.' } };
    store.transaction(() => {
      store.putRow('event', event, 1);
      store.putOutbox(waiting(1));
      store.putOutbox(refused);
      store.setState({
        cursor: 7,
        nextNumber: 3,
        snapshot: { generation: 2, cursor: 5, after: { entity: 'grid', id: null }, done: 1, total: 2 },
      });
    });
    const [state, outbox] = [store.state(), store.outbox()];
    close(store);
    const again = open();
    expect(again.row('event', event.id)).toEqual(event);
    expect(again.state()).toEqual(state);
    expect(again.outbox()).toEqual(outbox);
  });

  it('gives rows in order of id, page by page, each entity for itself', () => {
    const store = open();
    const grids = Array.from({ length: 5 }, (_, number) => testGrid(number));
    for (const grid of [...grids].reverse()) store.putRow('grid', grid, 1);
    store.putRow('event', testEvent('other'), 1);
    const first = store.rows('grid', null, 3).map(({ id }) => id);
    const rest = store.rows('grid', first.at(-1) ?? null, 3).map(({ id }) => id);
    expect([...first, ...rest]).toEqual(grids.map(({ id }) => id));
  });

  it('sweeps what a newer snapshot no longer had', () => {
    const store = open();
    const [old, fresh] = [testEvent('old'), testEvent('fresh')];
    store.putRow('event', old, 1);
    store.putRow('event', fresh, 1);
    store.putRow('event', fresh, 2);
    expect(store.sweep(2)).toEqual([{ entity: 'event', id: old.id }]);
    expect(store.rows('event', null, 10)).toEqual([fresh]);
  });

  it('holds no word in any of its files of what was swept', () => {
    const store = open();
    const secret = 'the-quarrel-of-somebody-else';
    store.transaction(() => store.putRow('event', testEvent(secret), 1));
    const files = () => readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const found = () => files().some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(secret));
    expect(found()).toBe(true);
    store.transaction(() => store.sweep(2));
    expect(found()).toBe(false);
  });

  it('takes back all of a transaction that fails, its state too', () => {
    const store = open();
    const before = store.state();
    expect(() =>
      store.transaction(() => {
        store.putOutbox(waiting(1));
        store.setState({ nextNumber: 2 });
        throw new Error('no room left');
      }),
    ).toThrow('no room left');
    expect(store.state()).toEqual(before);
    expect(store.outbox()).toEqual([]);
  });

  it('is a file of its own for each account and server, which only its owner can read', () => {
    const store = open();
    store.putRow('event', testEvent('mine'), 1);
    expect(open(uuidv7()).rows('event', null, 10)).toEqual([]);
    expect(open(accountId, 'https://other:7443').rows('event', null, 10)).toEqual([]);
    const path = cachePath({ dataDir, serverUrl, accountId });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(dirname(path))) expect(statSync(join(dirname(path), name)).mode & 0o077).toBe(0);
  });

  it('is refused to a second console on the same folder', () => {
    open();
    expect(() => open()).toThrow(/Another console/);
  }, 10_000);

  it('is rebuilt where its rows are damaged, with the outbox and the client kept', () => {
    const store = open();
    const { clientId } = store.state();
    store.setState({ nextNumber: 2, cursor: 9 });
    store.putOutbox(waiting(1));
    for (let number = 0; number < 2_000; number += 1) store.putRow('grid', testGrid(number), 1);
    close(store);
    spoilRows(cachePath({ dataDir, serverUrl, accountId }));
    const again = open();
    expect(again.outbox().map(({ number }) => number)).toEqual([1]);
    expect(again.state()).toMatchObject({ clientId, nextNumber: 2, cursor: null });
    expect(again.rows('grid', null, 10)).toEqual([]);
    expect(logged).toEqual([expect.stringMatching(/^error: the cache was damaged/)]);
  });

  it('is begun anew where the file is not a database at all, and the old one is set aside', () => {
    const store = open();
    const { clientId } = store.state();
    close(store);
    const path = cachePath({ dataDir, serverUrl, accountId });
    writeFileSync(path, 'this was a database once. '.repeat(400));
    expect(open().state().clientId).not.toBe(clientId);
    const aside = readdirSync(dirname(path)).find((name) => name.includes('.damaged-'));
    expect(readFileSync(join(dirname(path), aside ?? ''), 'utf8')).toMatch(/^this was/);
  });
});

describe('migrations of the cache', () => {
  it('bring an empty file to the newest form, and do nothing to one that has it', () => {
    const path = join(dataDir, 'fresh.sqlite');
    const database = openDatabase(path, CACHE_MIGRATIONS);
    expect(database.pragma('user_version', { simple: true })).toBe(CACHE_MIGRATIONS.length);
    migrate(database, CACHE_MIGRATIONS);
    database.close();
  });

  it('are numbered from 1 without gaps', () => {
    expect(CACHE_MIGRATIONS.map(({ number }) => number)).toEqual(CACHE_MIGRATIONS.map((_, index) => index + 1));
  });

  it('refuse a file of a newer program, and leave it as it is', () => {
    const path = join(dataDir, 'newer.sqlite');
    const newer = new Database(path);
    newer.pragma('user_version = 99');
    newer.close();
    expect(() => openDatabase(path, CACHE_MIGRATIONS)).toThrow(/form 99/);
  });

  it('undo a step that fails half-way', () => {
    const database = new Database(':memory:');
    const broken = {
      number: 1,
      name: 'broken',
      up: (target: Database.Database) => {
        target.exec('CREATE TABLE half (a)');
        throw new Error('half-way');
      },
    };
    expect(() => migrate(database, [broken])).toThrow('half-way');
    expect(database.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'half'").pluck().get()).toBe(0);
    expect(database.pragma('user_version', { simple: true })).toBe(0);
    database.close();
  });
});

/** Overwrites pages that hold rows, and leaves those of the outbox alone. */
function spoilRows(path: string): void {
  const database = new Database(path, { readonly: true });
  const root = Number(database.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'rows'").pluck().get());
  const size = Number(database.pragma('page_size', { simple: true }));
  database.close();
  const bytes = readFileSync(path);
  bytes.fill(0xff, (root - 1) * size, root * size);
  writeFileSync(path, bytes);
}
