import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { AuditStore } from './audit-store.ts';
import { entrySchema } from './entry.ts';
import { HeadFile } from './head-file.ts';
import { aRecord, openTrail, temporaryFolder } from './testing.ts';
import { verifyTrail } from './verify.ts';

function entriesOf(dir: string) {
  const store = AuditStore.open(dir, 'read');
  try {
    return entrySchema.array().parse(store.page(0, 100_000));
  } finally {
    store.close();
  }
}

async function verdictOf(dir: string) {
  const head = new HeadFile(dir).read();
  const store = AuditStore.open(dir, 'read');
  try {
    return await verifyTrail(store, head);
  } finally {
    store.close();
  }
}

describe('recording', () => {
  test('entries lie in the file in the order in which they were recorded, with who, where, what and when', async () => {
    using folder = temporaryFolder();
    const trail = openTrail(folder.path, { now: () => 1_700_000_000_123 });
    await Promise.all([
      trail.record(aRecord()),
      trail.record(aRecord({ action: 'room.join', target: { type: 'room', id: 'r1' }, outcome: 'room.full' })),
    ]);
    const entries = entriesOf(folder.path);
    expect(entries).toMatchObject([
      {
        seq: 1,
        at: 1_700_000_000_123,
        actor_kind: 'account',
        actor_name: '值班员',
        actor_org_path: '990000/',
        remote_address: '10.20.0.7',
        action: 'camera.watch',
        target_type: 'camera',
        detail: '{"page":"main"}',
        outcome: 'done',
      },
      { seq: 2, action: 'room.join', target_type: 'room', target_id: 'r1', outcome: 'room.full' },
    ]);
    expect(entries[1]?.previous_hash).toBe(entries[0]?.hash);
    trail.close();
  });

  test('what is recorded has been written when its promise is fulfilled, before the trail is closed', async () => {
    using folder = temporaryFolder();
    const trail = openTrail(folder.path);
    await trail.record(aRecord());
    expect(entriesOf(folder.path)).toHaveLength(1);
    trail.close();
  });

  test('what is recorded in the last moment is written by the closing', async () => {
    using folder = temporaryFolder();
    const trail = openTrail(folder.path);
    void trail.record(aRecord());
    trail.close();
    expect(entriesOf(folder.path)).toHaveLength(1);
    expect(await verdictOf(folder.path)).toMatchObject({ entries: 1, broken: null });
  });

  test('a trail that is opened again goes on with its chain', async () => {
    using folder = temporaryFolder();
    for (let run = 0; run < 3; run += 1) {
      const trail = openTrail(folder.path);
      await trail.record(aRecord({ detail: { run } }));
      trail.close();
    }
    expect(await verdictOf(folder.path)).toMatchObject({ entries: 3, broken: null });
  });

  test('two processes may add to one trail', async () => {
    using folder = temporaryFolder();
    const server = openTrail(folder.path);
    const command = openTrail(folder.path);
    for (let turn = 0; turn < 5; turn += 1) {
      await server.record(aRecord());
      await command.record(aRecord({ action: 'audit.export' }));
    }
    command.close();
    await server.record(aRecord());
    server.close();
    expect(await verdictOf(folder.path)).toMatchObject({ entries: 11, broken: null });
  });

  test('text that no encoding has, and text of any length, is kept in a form whose hash still fits', async () => {
    using folder = temporaryFolder();
    const trail = openTrail(folder.path);
    await trail.record(
      aRecord({
        actor: { kind: 'guest', accountId: null, name: `half a pair \ud83d, a nul \u0000, ${'长'.repeat(5000)}`, orgPath: null },
        detail: { text: '\udc00'.repeat(20_000), many: '条'.repeat(20_000) },
      }),
    );
    trail.close();
    expect(await verdictOf(folder.path)).toMatchObject({ entries: 1, broken: null });
    const [entry] = entriesOf(folder.path);
    expect(entry?.actor_name.length).toBeLessThanOrEqual(200);
    expect(entry?.detail.length).toBeLessThanOrEqual(4000);
    expect(() => JSON.parse(entry?.detail ?? '')).not.toThrow();
  });

  test('a flood of the same refusal is recorded one by one at first, then as a number; what was done always one by one', async () => {
    using folder = temporaryFolder();
    const trail = openTrail(folder.path);
    for (let turn = 0; turn < 500; turn += 1) {
      void trail.record(aRecord({ action: 'auth.signIn', outcome: 'auth.throttled', detail: { username: 'duty' } }));
    }
    for (let turn = 0; turn < 50; turn += 1) void trail.record(aRecord());
    void trail.record(aRecord({ action: 'auth.signIn', outcome: 'auth.throttled', remoteAddress: '10.20.0.8' }));
    trail.close();
    const entries = entriesOf(folder.path);
    expect(entries.filter(({ action }) => action === 'camera.watch')).toHaveLength(50);
    expect(entries.filter(({ remote_address: address }) => address === '10.20.0.8')).toHaveLength(1);
    const refusals = entries.filter(({ action, remote_address: address }) => action === 'auth.signIn' && address === '10.20.0.7');
    expect(refusals).toHaveLength(21);
    expect(JSON.parse(refusals.at(-1)?.detail ?? '')).toEqual({ repeated: 480, username: 'duty' });
  });
});

describe('the file', () => {
  test('no program that goes through SQLite changes, deletes or replaces an entry by accident', async () => {
    using folder = temporaryFolder();
    const trail = openTrail(folder.path);
    await trail.record(aRecord());
    trail.close();
    const sqlite = new SqliteDatabase(join(folder.path, 'audit.sqlite'));
    expect(() => sqlite.exec("update entries set actor_name = '别人'")).toThrow(/not changed/);
    expect(() => sqlite.exec('delete from entries')).toThrow(/not deleted/);
    expect(() => sqlite.exec('insert or replace into entries select * from entries')).toThrow(/not replaced/);
    sqlite.close();
    expect(await verdictOf(folder.path)).toMatchObject({ entries: 1, broken: null });
  });

  test('it and its head are readable by their owner only', async () => {
    using folder = temporaryFolder();
    const trail = openTrail(folder.path);
    await trail.record(aRecord());
    trail.close();
    for (const file of ['audit.sqlite', 'audit.head']) expect(statSync(join(folder.path, file)).mode & 0o777).toBe(0o600);
  });

  test('a file of a newer version is refused and left as it is', () => {
    using folder = temporaryFolder();
    openTrail(folder.path).close();
    const sqlite = new SqliteDatabase(join(folder.path, 'audit.sqlite'));
    sqlite.pragma('user_version = 99');
    expect(() => openTrail(folder.path)).toThrow(/newer version/);
    expect(sqlite.pragma('user_version', { simple: true })).toBe(99);
    sqlite.close();
  });

  test('what is no database is refused with a sentence', () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, 'audit.sqlite'), 'no database, but long enough to be taken for one'.repeat(100));
    expect(() => openTrail(folder.path)).toThrow(/cannot be opened/);
  });
});

describe('a disk that takes no more', () => {
  test('entries wait in memory and are written when it does again; what cannot be kept stops the work that must be traced', async () => {
    using folder = temporaryFolder();
    const trail = openTrail(folder.path, { mostWaiting: 3 });
    const lock = new SqliteDatabase(join(folder.path, 'audit.sqlite'));
    lock.exec("create trigger disk_full before insert on entries begin select raise(abort, 'database or disk is full'); end");
    for (let turn = 0; turn < 3; turn += 1) await trail.record(aRecord({ detail: { turn } }));
    expect(trail.failure).toMatch(/disk is full/);
    expect(() => trail.mustHaveRoom()).toThrow(expect.objectContaining({ code: 'server.busy' }));
    await trail.record(aRecord({ detail: { turn: 'one too many' } }));

    lock.exec('drop trigger disk_full');
    lock.close();
    trail.flush();
    expect(trail.failure).toBeNull();
    expect(() => trail.mustHaveRoom()).not.toThrow();
    trail.close();
    const details = entriesOf(folder.path).map(({ detail }) => JSON.parse(detail));
    expect(details).toEqual([{ turn: 0 }, { turn: 1 }, { turn: 2 }, { problem: 'lost', lost: 1 }]);
  });
});

describe('a trail that was changed behind the server', () => {
  test('a start after the end was cut off leaves a gap that stays, and says so', async () => {
    using folder = temporaryFolder();
    await recordAndClose(folder.path, 5);
    forge(folder.path, 'delete from entries where seq > 3');
    await recordAndClose(folder.path, 2);
    expect(entriesOf(folder.path).map(({ seq, action }) => [seq, action])).toEqual([
      [1, 'camera.watch'],
      [2, 'camera.watch'],
      [3, 'camera.watch'],
      [6, 'audit.discrepancy'],
      [7, 'camera.watch'],
      [8, 'camera.watch'],
    ]);
    expect((await verdictOf(folder.path)).broken).toEqual({ seq: 4, reason: 'missing' });
  });

  test('a start with an empty file where there was a trail does the same', async () => {
    using folder = temporaryFolder();
    await recordAndClose(folder.path, 5);
    for (const file of ['audit.sqlite', 'audit.sqlite-wal', 'audit.sqlite-shm']) rmSync(join(folder.path, file), { force: true });
    await recordAndClose(folder.path, 1);
    expect((await verdictOf(folder.path)).broken).toEqual({ seq: 1, reason: 'missing' });
  });

  test('a start without a head file is noted', async () => {
    using folder = temporaryFolder();
    await recordAndClose(folder.path, 2);
    rmSync(join(folder.path, 'audit.head'));
    expect((await verdictOf(folder.path)).broken).toEqual({ seq: 2, reason: 'headMissing' });
    await recordAndClose(folder.path, 1);
    expect((await verdictOf(folder.path)).broken).toEqual({ seq: 3, reason: 'noted' });
  });

  test('a damaged head file is noted', async () => {
    using folder = temporaryFolder();
    await recordAndClose(folder.path, 2);
    writeFileSync(join(folder.path, 'audit.head'), '{"seq": "two"}');
    await recordAndClose(folder.path, 1);
    expect((await verdictOf(folder.path)).broken).toEqual({ seq: 3, reason: 'noted' });
  });

  test('entries that go missing while the server runs leave a gap as well', async () => {
    using folder = temporaryFolder();
    const trail = openTrail(folder.path);
    for (let turn = 0; turn < 4; turn += 1) await trail.record(aRecord());
    forge(folder.path, 'delete from entries where seq > 2');
    await trail.record(aRecord());
    trail.close();
    expect(entriesOf(folder.path).map(({ seq }) => seq)).toEqual([1, 2, 5, 6]);
    expect((await verdictOf(folder.path)).broken).toEqual({ seq: 3, reason: 'missing' });
  });
});

test('the head goes to the log at the start and at the end', async () => {
  using folder = temporaryFolder();
  const log = pino({ level: 'silent' });
  const info = vi.spyOn(log, 'info');
  await recordAndClose(folder.path, 1);
  const trail = openTrail(folder.path, { log });
  await trail.record(aRecord());
  trail.close();
  const [first, second] = entriesOf(folder.path);
  expect(info.mock.calls.map(([data]) => data)).toEqual([{ auditHead: `1:${first?.hash}` }, { auditHead: `2:${second?.hash}` }]);
});

test('the head file follows the trail by itself while the server runs', async () => {
  using folder = temporaryFolder();
  const trail = openTrail(folder.path, { headLagMs: 1 });
  await trail.record(aRecord());
  await vi.waitFor(() => expect(new HeadFile(folder.path).read()).toEqual(trail.head));
  trail.close();
});

async function recordAndClose(dir: string, entries: number): Promise<void> {
  const trail = openTrail(dir);
  for (let turn = 0; turn < entries; turn += 1) await trail.record(aRecord({ detail: { turn } }));
  trail.close();
}

/** What somebody does who has the file and knows SQL. */
function forge(dir: string, sql: string): void {
  const sqlite = new SqliteDatabase(join(dir, 'audit.sqlite'));
  sqlite.exec('drop trigger entries_are_not_changed; drop trigger entries_are_not_deleted; drop trigger entries_are_not_replaced');
  sqlite.exec(sql);
  sqlite.close();
}
