import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseUnavailable, openDatabase } from './database.ts';
import { answers, MIGRATIONS, migrate } from './migrate.ts';
import type { Tables } from './tables.ts';

/** What each migration has to have made. */
const MADE: Readonly<Record<string, readonly string[]>> = {
  '0001-organisations-and-accounts': ['meta', 'organisations', 'accounts', 'sign_ins', 'refresh_tokens'],
  '0002-grids-and-cameras': ['grids', 'cameras'],
  '0003-events': ['events', 'event_notes', 'number_series'],
  '0004-change-log': ['change_log', 'mutations'],
  '0005-rooms': ['rooms', 'invitations', 'chat_messages'],
  '0006-attachments': ['attachments'],
  // Columns only.
  '0007-account-administration': [],
  '0008-cases-contacts-documents': ['cases', 'case_notes', 'contacts', 'documents', 'document_shares'],
  '0009-roll-calls': ['roll_calls', 'roll_call_entries'],
  '0010-recordings': ['recordings'],
  '0011-meetings-and-tasks': ['meetings', 'meeting_orgs', 'meeting_people', 'meeting_answers', 'tasks', 'task_notes'],
  '0012-room-files': [],
  '0013-boards': ['boards', 'board_elements'],
  '0014-room-decisions': [],
  // Rebuilt, with triggers.
  '0015-papers-of-meetings': [],
  '0016-mediations': ['mediations', 'mediation_parties', 'mediation_declarations', 'mediation_transfers', 'mediation_sessions'],
  '0017-case-papers': ['case_papers', 'case_paper_signers', 'case_paper_signatures'],
  '0018-records': ['records', 'record_lines', 'record_corrections', 'record_confirmations'],
  '0019-agreements': ['agreements', 'agreement_versions', 'agreement_outcomes', 'agreement_follow_ups'],
  '0020-party-pages': ['application_codes', 'party_links', 'party_materials', 'party_ratings', 'paper_copies'],
  '0021-dossiers': ['dossier_drafts', 'dossiers', 'dossier_uses', 'dossier_destructions'],
  '0022-identity-pictures': ['identity_pictures'],
  '0023-mediation-team': ['studios', 'mediators'],
  '0024-records-of-parties': ['room_read_backs', 'outlines'],
  '0025-joint-mediation': ['departments', 'joint_calls', 'joint_call_people'],
  '0026-case-library': ['library_cases', 'library_entries', 'library_versions'],
  '0027-identity-faces': [],
  '0028-escalations-taken': [],
};

async function tablesOf(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db);
  return rows.map(({ name }) => name).filter((name) => !name.startsWith('sqlite_') && !name.startsWith('kysely_'));
}

describe('migrations', () => {
  let db: Kysely<Tables>;
  beforeEach(() => {
    db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: new SqliteDatabase(':memory:') }) });
  });
  afterEach(() => db.destroy());

  it('are each listed here with what they make', () => {
    expect(Object.keys(MIGRATIONS)).toEqual(Object.keys(MADE));
  });

  for (const name of Object.keys(MADE)) {
    it(`${name} makes its tables on top of those before it, and no others`, async () => {
      await migrate(db, name);
      const expected = Object.entries(MADE)
        .filter(([other]) => other <= name)
        .flatMap(([, tables]) => tables);
      expect((await tablesOf(db)).sort()).toEqual(expected.sort());
    });
  }

  it('0007-account-administration leaves the accounts that are there as they were, free to go on with their password', async () => {
    await migrate(db, '0005-rooms');
    await sql`insert into organisations values ('o', null, 'county', '县', '县', '991100', '991100/')`.execute(db);
    await sql`insert into accounts values ('a', 'duty', 'hash', '值班员', 'duty', 'o', 0, 0, 7)`.execute(db);
    await migrate(db);
    expect(await db.selectFrom('accounts').selectAll().executeTakeFirstOrThrow()).toMatchObject({
      username: 'duty',
      password_hash: 'hash',
      must_change_password: 0,
      last_sign_in_at: null,
      scope_version: 0,
    });
  });

  it('leave a database that has them all as it is', async () => {
    await migrate(db);
    await db.insertInto('meta').values({ key: 'k', value: 'v' }).execute();
    await migrate(db);
    expect(await db.selectFrom('meta').select('value').where('key', '=', 'k').executeTakeFirst()).toEqual({ value: 'v' });
  });

  it('refuse a database that a newer program has changed', async () => {
    await migrate(db);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '')`.execute(db);
    await expect(migrate(db)).rejects.toThrow(/9999-from-the-future/);
  });

  it('start the versions of a new database above those of every older one', async () => {
    const before = Date.now();
    await migrate(db);
    await db
      .insertInto('change_log')
      .values({ entity: 'grid', row_id: 'x', path: null, path_before: null, guard: 'grid', at: 1 })
      .execute();
    const { version } = await db.selectFrom('change_log').select('version').executeTakeFirstOrThrow();
    expect(version).toBeGreaterThan(before);
  });
});

describe('the database', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'shilian-store-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('keeps what is written through a power cut, and keeps rows together', async () => {
    const db = await openDatabase(`sqlite:${join(dir, 'deep', 'a.sqlite')}`);
    const pragma = async (name: string) =>
      Object.values((await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db)).rows[0] ?? {})[0];
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await answers(db)).toBe(true);
    await db.destroy();
    expect(await answers(db)).toBe(false);
  });

  it.each(['postgres://u:geheim@h/d', 'mysql://h/d', 'sqlite:', 'x'])(
    'refuses the address %s in one sentence without its password',
    async (url) => {
      const error = await openDatabase(url).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(DatabaseUnavailable);
      expect(String(error)).toMatch(/only sqlite:PATH is/);
      expect(String(error)).not.toContain('geheim');
    },
  );

  it('says so when the file is no database', async () => {
    await expect(openDatabase(`sqlite:${dir}`)).rejects.toThrow(DatabaseUnavailable);
  });
});
