import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { AuditStore } from './audit-store.ts';
import { type AuditEntry, entrySchema, GENESIS, type Head, hashOf } from './entry.ts';
import { HeadFile } from './head-file.ts';
import { aRecord, openTrail, temporaryFolder } from './testing.ts';
import { verifyTrail } from './verify.ts';

async function trailOf(dir: string, entries: number): Promise<void> {
  const trail = openTrail(dir);
  for (let turn = 0; turn < entries; turn += 1) void trail.record(aRecord({ detail: { turn } }));
  trail.close();
}

async function verdictOf(dir: string, anchors: readonly Head[] = []) {
  const head = new HeadFile(dir).read();
  const store = AuditStore.open(dir, 'read');
  try {
    return await verifyTrail(store, head, anchors);
  } finally {
    store.close();
  }
}

function forge(dir: string, work: (sqlite: SqliteDatabase.Database) => void): void {
  const sqlite = new SqliteDatabase(join(dir, 'audit.sqlite'));
  sqlite.exec('drop trigger entries_are_not_changed; drop trigger entries_are_not_deleted; drop trigger entries_are_not_replaced');
  work(sqlite);
  sqlite.close();
}

test('a trail of several pages that nobody touched is good', async () => {
  using folder = temporaryFolder();
  await trailOf(folder.path, 4500);
  expect(await verdictOf(folder.path)).toMatchObject({ entries: 4500, last: { seq: 4500 }, broken: null });
});

test('an empty trail is good', async () => {
  using folder = temporaryFolder();
  await trailOf(folder.path, 0);
  expect(await verdictOf(folder.path)).toEqual({ entries: 0, last: GENESIS, broken: null });
});

describe('one changed column is found, at its entry', () => {
  const forgeries: { readonly [C in Exclude<keyof AuditEntry, 'seq'>]: string | number | null } = {
    form: 1,
    at: 1_600_000_000_000,
    actor_kind: 'guest',
    actor_account_id: null,
    actor_name: '别人',
    actor_org_path: '990000/01/',
    remote_address: '10.20.0.9',
    action: 'camera.unwatch',
    target_type: null,
    target_id: 'another',
    target_org_path: null,
    target_label: '别的',
    detail: '{"turn":3 }',
    outcome: 'right.missing',
    previous_hash: 'f'.repeat(64),
    hash: 'e'.repeat(64),
  };
  for (const [column, value] of Object.entries(forgeries)) {
    test(column, async () => {
      using folder = temporaryFolder();
      await trailOf(folder.path, 6);
      forge(folder.path, (sqlite) => sqlite.prepare(`update entries set ${column} = ? where seq = 4`).run(value));
      expect(await verdictOf(folder.path)).toMatchObject({ entries: 3, broken: { seq: 4, reason: 'altered' } });
    });
  }

  test('seq', async () => {
    using folder = temporaryFolder();
    await trailOf(folder.path, 6);
    forge(folder.path, (sqlite) => sqlite.exec('update entries set seq = 40 where seq = 4'));
    expect((await verdictOf(folder.path)).broken).toEqual({ seq: 4, reason: 'missing' });
  });
});

test('an entry taken out of the middle is found', async () => {
  using folder = temporaryFolder();
  await trailOf(folder.path, 6);
  forge(folder.path, (sqlite) => sqlite.exec('delete from entries where seq = 3'));
  expect((await verdictOf(folder.path)).broken).toEqual({ seq: 3, reason: 'missing' });
});

test('two entries that have changed places are found', async () => {
  using folder = temporaryFolder();
  await trailOf(folder.path, 6);
  forge(folder.path, (sqlite) => {
    sqlite.exec(
      'update entries set seq = -1 where seq = 3; update entries set seq = 3 where seq = 4; update entries set seq = 4 where seq = -1',
    );
  });
  expect((await verdictOf(folder.path)).broken).toEqual({ seq: 3, reason: 'altered' });
});

test('an entry with a fresh hash of its own is found by the one after it', async () => {
  using folder = temporaryFolder();
  await trailOf(folder.path, 6);
  forge(folder.path, (sqlite) => rehash(sqlite, 4, 4));
  expect((await verdictOf(folder.path)).broken).toEqual({ seq: 5, reason: 'unlinked' });
});

test('a trail written anew up to its end is found by the head file', async () => {
  using folder = temporaryFolder();
  await trailOf(folder.path, 6);
  forge(folder.path, (sqlite) => rehash(sqlite, 4, 6));
  expect((await verdictOf(folder.path)).broken).toEqual({ seq: 6, reason: 'rewritten' });
});

test('a trail whose end was cut off is found by the head file', async () => {
  using folder = temporaryFolder();
  await trailOf(folder.path, 6);
  forge(folder.path, (sqlite) => sqlite.exec('delete from entries where seq > 4'));
  expect(await verdictOf(folder.path)).toMatchObject({ entries: 4, broken: { seq: 5, reason: 'cut' } });
});

test('with the head file forged as well, a head from the log finds both', async () => {
  using folder = temporaryFolder();
  await trailOf(folder.path, 6);
  const anchor = entriesOf(folder.path)[4];
  if (anchor === undefined) throw new Error('There is no fifth entry.');
  const fifth: Head = { seq: 5, hash: anchor.hash };
  expect((await verdictOf(folder.path, [fifth])).broken).toBeNull();

  forge(folder.path, (sqlite) => rehash(sqlite, 3, 6));
  new HeadFile(folder.path).write(entriesOf(folder.path)[5] ?? GENESIS);
  expect((await verdictOf(folder.path)).broken).toBeNull();
  expect((await verdictOf(folder.path, [fifth])).broken).toEqual({ seq: 5, reason: 'rewritten' });

  const sqlite = new SqliteDatabase(join(folder.path, 'audit.sqlite'));
  sqlite.exec('delete from entries where seq > 4');
  sqlite.close();
  new HeadFile(folder.path).write(entriesOf(folder.path)[3] ?? GENESIS);
  expect((await verdictOf(folder.path, [fifth])).broken).toEqual({ seq: 5, reason: 'cut' });
});

test('entries that are added while it is read do no harm', async () => {
  using folder = temporaryFolder();
  const trail = openTrail(folder.path);
  for (let turn = 0; turn < 2500; turn += 1) void trail.record(aRecord());
  trail.flush();
  const verifying = verdictOf(folder.path);
  void trail.record(aRecord());
  trail.flush();
  expect((await verifying).broken).toBeNull();
  trail.close();
});

function entriesOf(dir: string): AuditEntry[] {
  const store = AuditStore.open(dir, 'read');
  try {
    return entrySchema.array().parse(store.page(0, 1000));
  } finally {
    store.close();
  }
}

/** Changes an entry and gives it and those after it, up to `through`, the hashes that then fit. */
function rehash(sqlite: SqliteDatabase.Database, seq: number, through: number): void {
  sqlite.prepare("update entries set actor_name = '别人' where seq = ?").run(seq);
  for (let at = seq; at <= through; at += 1) {
    const before = entrySchema.parse(sqlite.prepare('select * from entries where seq = ?').get(at - 1));
    const entry = { ...entrySchema.parse(sqlite.prepare('select * from entries where seq = ?').get(at)), previous_hash: before.hash };
    sqlite.prepare('update entries set previous_hash = ?, hash = ? where seq = ?').run(entry.previous_hash, hashOf(entry), at);
  }
}
