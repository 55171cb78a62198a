import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { AuditStore } from './audit-store.ts';
import { entrySchema } from './entry.ts';
import { HeadFile } from './head-file.ts';
import { aRecord, openTrail, temporaryFolder } from './testing.ts';
import { verifyTrail } from './verify.ts';

/** A trail as the first version of the file held it, with the hashes that the program of that time gave. */
const FIRST_HASH = '802e81c56e3ce03f594799fedef268828bb1b797e9b4c5e6dc4434893d0fc714';
const LAST_HASH = 'e7115d7c9d3c66a2bc4f31fe0749a261c02b3436ef27fb826f16e30f67ac7aeb';
const AS_IT_WAS = `
  create table entries (seq integer primary key, at integer not null, actor_kind text not null, actor_account_id text,
    actor_name text not null, actor_org_path text, remote_address text, action text not null, target_type text, target_id text,
    detail text not null, outcome text not null, previous_hash text not null, hash text not null) strict;
  create trigger entries_are_not_changed before update on entries
    begin select raise(abort, 'entries of the audit trail are not changed'); end;
  insert into entries values
    (1, 1700000000000, 'account', '0190c000-0000-7000-8000-000000000001', '值班员', '990000/', '10.20.0.7', 'camera.watch', 'camera',
      '0190c000-0000-7000-8000-0000000000ca', '{"turn":0}', 'done', '${'0'.repeat(64)}', '${FIRST_HASH}'),
    (2, 1700000000001, 'account', '0190c000-0000-7000-8000-000000000001', '值班员', '990000/', '10.20.0.7', 'camera.watch', 'camera',
      '0190c000-0000-7000-8000-0000000000ca', '{"turn":1}', 'done', '${FIRST_HASH}', '${LAST_HASH}');
  pragma user_version = 1;`;

function withSqlite(dir: string, sql: string): void {
  const sqlite = new SqliteDatabase(join(dir, 'audit.sqlite'));
  sqlite.exec(sql);
  sqlite.close();
}

function oldTrail(dir: string): void {
  withSqlite(dir, AS_IT_WAS);
  new HeadFile(dir).write({ seq: 2, hash: LAST_HASH });
}

async function verdictOf(dir: string) {
  const store = AuditStore.open(dir, 'read');
  try {
    return await verifyTrail(store, new HeadFile(dir).read());
  } finally {
    store.close();
  }
}

describe('a trail of the first form', () => {
  test('is good as it lies, also for a command that may not change it', async () => {
    using folder = temporaryFolder();
    oldTrail(folder.path);
    expect(await verdictOf(folder.path)).toMatchObject({ entries: 2, last: { hash: LAST_HASH }, broken: null });
  });

  test('goes on in the new form: the old entries keep their hashes, new ones say to whom their target belongs', async () => {
    using folder = temporaryFolder();
    oldTrail(folder.path);
    const trail = openTrail(folder.path);
    await trail.record(aRecord());
    trail.close();
    expect(await verdictOf(folder.path)).toMatchObject({ entries: 3, broken: null });
    const store = AuditStore.open(folder.path, 'read');
    const entries = entrySchema.array().parse(store.page(0, 10));
    store.close();
    expect(entries.map(({ form, target_org_path: path, hash }) => [form, path, hash])).toEqual([
      [1, null, FIRST_HASH],
      [1, null, LAST_HASH],
      [2, '990000/990101/', expect.any(String)],
    ]);
    expect(entries[2]?.previous_hash).toBe(LAST_HASH);
  });

  test.each([
    ['a place that is written into an old entry', "target_org_path = '990000/'", 2],
    ['an old entry that is called a new one', 'form = 2', 2],
    ['a new entry that is called an old one, without its place', 'form = 1, target_org_path = null, target_label = null', 3],
  ])('shows %s', async (_what, change, seq) => {
    using folder = temporaryFolder();
    oldTrail(folder.path);
    const trail = openTrail(folder.path);
    await trail.record(aRecord());
    trail.close();
    withSqlite(folder.path, `drop trigger entries_are_not_changed; update entries set ${change} where seq = ${seq}`);
    expect((await verdictOf(folder.path)).broken).toEqual({ seq, reason: 'altered' });
  });
});
