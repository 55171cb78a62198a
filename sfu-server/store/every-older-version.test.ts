import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ENTITY_NAMES, ENTITY_SCHEMAS, type EntityName } from '../protocol/entities/index.ts';
import { Invitations } from '../security/invitations.ts';
import { AccountRepository } from './accounts.ts';
import { branchAt } from './branch.ts';
import { CameraSources } from './camera-sources.ts';
import { entriesAfter } from './change-log.ts';
import { MIGRATIONS, migrate } from './migrate.ts';
import { rememberedResult } from './mutation-results.ts';
import { pageOfBranch } from './placement.ts';
import { RoomRepository } from './rooms.ts';
import { READERS } from './rows.ts';
import { SignInRepository } from './sign-ins.ts';
import type { Tables } from './tables.ts';

/**
 * A new migration needs no new code here, only rows: `fixture/NAME-OF-MIGRATION.json` holds, by table, what a server of that version had
 * written in the tables and columns which the migration made. Written by hand, so that it stays as it was when programs change.
 */
const NAMES = Object.keys(MIGRATIONS);
const NEWEST = NAMES.at(-1) ?? '';

type Value = string | number | null;
type Row = Readonly<Record<string, Value>>;
const fixtureSchema = z.record(z.string(), z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))));

/** The county's path in the fixtures. */
const COUNTY = '991100/';
/** Filled in by migrations, not by the fixtures. */
const BIRTH_TABLES: ReadonlySet<string> = new Set(['meta']);

let sqlite: SqliteDatabase.Database;
let db: Kysely<Tables>;
beforeEach(() => {
  sqlite = new SqliteDatabase(':memory:');
  sqlite.pragma('foreign_keys = ON');
  db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) });
});
afterEach(() => db.destroy());

function fixtureOf(name: string): Record<string, Row[]> {
  const file = join(import.meta.dirname, 'fixture', `${name}.json`);
  return existsSync(file) ? fixtureSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

/** A database as a server of that version has left it: each migration made, then filled. */
async function databaseOf(name: string): Promise<void> {
  for (const one of NAMES.slice(0, NAMES.indexOf(name) + 1)) {
    // Step by step: later migrations may rename what earlier ones have made.
    await migrate(db, one);
    for (const [table, rows] of Object.entries(fixtureOf(one))) {
      for (const row of rows) {
        const columns = Object.keys(row);
        sqlite
          .prepare(`insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`)
          .run(...Object.values(row));
      }
    }
  }
}

/** What stood in a row, under the columns of today. */
function moved(table: string, row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (table === 'mediation_transfers' && row.kind === 'escalation' && row.receipt === null) {
    // Answered by 0028; what has come since may still wait.
    const { receipt: _receipt, ...rest } = row;
    return rest;
  }
  if (table !== 'attachments' || !('event_id' in row)) return row;
  // Since 0008 files may belong to other rows than events.
  const { event_id, ...rest } = row;
  return { ...rest, owner_entity: 'event', owner_id: event_id };
}

function tables(): string[] {
  const names = z.array(z.string()).parse(sqlite.prepare("select name from sqlite_schema where type = 'table'").pluck().all());
  return names.filter((name) => !/^(sqlite|kysely)_/.test(name));
}

const rowsOf = (table: string) => z.array(z.record(z.string(), z.unknown())).parse(sqlite.prepare(`select * from ${table}`).all());
/** `jointCall` is kept in `joint_calls`. */
const tableOf = (entity: EntityName) => `${entity.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}s`;
/** The ids of an entity's own table. */
const idsOf = (entity: EntityName) =>
  rowsOf(tableOf(entity))
    .map(({ id }) => id)
    .sort();

describe('the fixtures', () => {
  it('belong to migrations that there are, and have rows for every table of the newest version', async () => {
    await databaseOf(NEWEST);
    const empty = tables().filter((table) => !BIRTH_TABLES.has(table) && rowsOf(table).length === 0);
    expect(empty, 'tables without a row in any fixture: add fixture/NAME-OF-MIGRATION.json').toEqual([]);
    expect(tables()).toEqual(expect.arrayContaining(ENTITY_NAMES.map(tableOf)));
  });
});

describe('a case that was passed up before that was answered', () => {
  it('is in the hands of the centre above, and one that was passed up since waits for it', async () => {
    const escalations = async () => {
      const mediations = await READERS.mediation(db, idsOf('mediation').map(String));
      return mediations.flatMap(({ transfers }) => transfers).filter((one) => one.kind === 'escalation');
    };
    await databaseOf('0027-identity-faces');
    await migrate(db);
    const [taken] = await escalations();
    expect(taken).toMatchObject({ answer: { taken: true, reason: '', at: taken?.at, byName: expect.stringMatching(/./) } });
    sqlite.exec('delete from mediation_transfers');
    for (const row of fixtureOf('0028-escalations-taken').mediation_transfers ?? []) {
      const columns = Object.keys(row);
      sqlite
        .prepare(`insert into mediation_transfers (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`)
        .run(...Object.values(row));
    }
    await migrate(db);
    expect(await escalations()).toMatchObject([{ answer: null }]);
  });
});

describe.each(NAMES)('a database that a server of version %s has left', (name) => {
  it('has every row after the newest migration, with what stood in it', async () => {
    await databaseOf(name);
    const before = new Map(tables().map((table) => [table, rowsOf(table)]));
    await migrate(db);
    for (const [table, rows] of before) {
      const after = rowsOf(table);
      expect(after.length, table).toBeGreaterThanOrEqual(rows.length);
      for (const row of rows) expect(after, table).toContainEqual(expect.objectContaining(moved(table, row)));
    }
    expect(sqlite.pragma('foreign_key_check')).toEqual([]);
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('gives consoles every row of it, in the form of today', async () => {
    await databaseOf(name);
    await migrate(db);
    for (const entity of ENTITY_NAMES) {
      const placed = await pageOfBranch(db, entity, branchAt(COUNTY), null, 5_000);
      const ids = placed.map(({ id }) => id);
      expect(ids, entity).toEqual(idsOf(entity));
      const rows = ids.length === 0 ? [] : await READERS[entity](db, ids);
      expect(rows.map(({ id }) => id).sort(), entity).toEqual(ids);
      for (const row of rows) expect(ENTITY_SCHEMAS[entity].safeParse(row).error, `${entity} ${row.id}`).toBeUndefined();
    }
  });

  it('is read by all that the server itself keeps in it', async () => {
    await databaseOf(name);
    await migrate(db);
    const { root, end } = branchAt(COUNTY);
    const accounts = await new AccountRepository(db).list({ root, end, search: '', role: null, disabled: null }, null, 1_000);
    expect(accounts.map(({ account }) => account.id).sort()).toEqual(
      rowsOf('accounts')
        .map(({ id }) => id)
        .sort(),
    );
    for (const { hash } of rowsOf('refresh_tokens')) expect(await new SignInRepository(db).findToken(String(hash))).not.toBeNull();
    for (const { id } of rowsOf('cameras')) expect(await new CameraSources(db).find(String(id))).not.toBeNull();
    for (const row of rowsOf('mutations')) {
      expect(await rememberedResult(db, String(row.client_id), Number(row.number))).toMatchObject({ number: row.number });
    }
    const log = await entriesAfter(db, 0, branchAt(COUNTY), 1_000);
    expect(log.map(({ version }) => version)).toEqual(rowsOf('change_log').map(({ version }) => version));
    const rooms = new RoomRepository(db);
    const open = await rooms.listOpen();
    expect(open).toHaveLength(rowsOf('rooms').filter(({ ended_at }) => ended_at === null).length);
    const decided = await Promise.all(open.map(({ id }) => rooms.decisions(id)));
    expect(decided.filter((one) => one !== null)).toHaveLength(rowsOf('rooms').filter(({ decisions }) => decisions !== null).length);
    const chats = await Promise.all(open.map(({ id }) => rooms.listChat(id, 100)));
    expect(chats.flat()).toHaveLength(rowsOf('chat_messages').length);
    for (const { code } of rowsOf('invitations')) expect(await new Invitations(db).look(String(code))).toMatchObject({ code });
    const { rows } = await sql<{ n: number }>`select count(*) as n from number_series where next > 1`.execute(db);
    expect(rows[0]?.n).toBe(rowsOf('number_series').length);
  });
});
