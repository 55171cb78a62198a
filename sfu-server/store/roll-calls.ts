import { sql } from 'kysely';
import { z } from 'zod';
import { Refusal } from '../protocol/errors.ts';
import {
  type Expected,
  type RollCall,
  type RollCallEntry,
  type RollCallHead,
  type RollCallState,
  rollCallEntrySchema,
  rollCallSchema,
  rollCallStateSchema,
} from '../protocol/roll-call.ts';
import { type RoomKind, roomKindSchema } from '../protocol/room.ts';
import type { Account } from '../protocol/session.ts';
import type { Db } from './database.ts';

/** One who is expected, with the name under which they stand on the sheet. */
export type ExpectedLine = Pick<RollCallEntry, 'orgId' | 'accountId' | 'name' | 'group'>;

/** A sheet and what decides who may see it. */
export interface KeptSheet<S extends RollCallHead = RollCall> {
  readonly sheet: S;
  readonly orgPath: string;
  readonly kind: RoomKind;
  readonly startedById: string;
}

/** Sheets of roll calls. A signed one is not changed by anybody: the database itself refuses it. */
export class RollCallRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async begin(sheet: RollCall, startedById: string): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      const { id, roomId, title, startedAt, startedByName } = sheet;
      await db
        .insertInto('roll_calls')
        .values({ id, room_id: roomId, title, started_at: startedAt, started_by_id: startedById, started_by_name: startedByName })
        .execute();
      // In portions: SQLite takes 32,766 values in one statement.
      for (let from = 0; from < sheet.entries.length; from += 500) {
        const rows = sheet.entries.slice(from, from + 500).map((entry, at) => ({ ...rowOf(sheet.id, entry), position: from + at }));
        await db.insertInto('roll_call_entries').values(rows).execute();
      }
    });
  }

  async save(sheetId: string, entries: readonly RollCallEntry[]): Promise<void> {
    await this.#db.transaction().execute((db) => saveEntries(db, sheetId, entries));
  }

  async close(sheetId: string, at: number, entries: readonly RollCallEntry[]): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      await saveEntries(db, sheetId, entries);
      await db.updateTable('roll_calls').set({ closed_at: at }).where('id', '=', sheetId).execute();
    });
  }

  async sign(sheetId: string, at: number, by: Account): Promise<void> {
    await this.#db
      .updateTable('roll_calls')
      .set({ signed_at: at, signed_by_id: by.id, signed_by_name: by.name })
      .where('id', '=', sheetId)
      .execute();
  }

  /** The one that a room has not signed yet. */
  async underWay(roomId: string): Promise<RollCall | null> {
    const row = await this.#heads().where('roll_calls.room_id', '=', roomId).where('roll_calls.signed_at', 'is', null).executeTakeFirst();
    return row === undefined ? null : (await this.#whole(row)).sheet;
  }

  /** @throws Refusal `roll_call.unknown` */
  async get(sheetId: string): Promise<KeptSheet> {
    const row = await this.#heads().where('roll_calls.id', '=', sheetId).executeTakeFirst();
    if (row === undefined) throw new Refusal('roll_call.unknown', 'There is no such roll call sheet.');
    return this.#whole(row);
  }

  /** Newest first, of the branch below `path` or begun by `accountId`; of one room where one is named. */
  async list(of: { path: string; accountId: string; roomId: string | null }, limit: number): Promise<KeptSheet<RollCallHead>[]> {
    let query = this.#heads().where((where) =>
      where.or([
        where(sql<string>`substr(organisations.path, 1, length(${of.path}))`, '=', of.path),
        where('roll_calls.started_by_id', '=', of.accountId),
      ]),
    );
    if (of.roomId !== null) query = query.where('roll_calls.room_id', '=', of.roomId);
    const rows = await query.orderBy('roll_calls.started_at', 'desc').orderBy('roll_calls.id', 'desc').limit(limit).execute();
    const totals = await this.#totals(rows.map(({ id }) => id));
    return rows.map((row) => kept(row, { ...headOf(row), totals: totals(row.id) }));
  }

  /** The lines for these, in this order; whoever there is none of is left out. */
  async expected(wanted: readonly Expected[]): Promise<ExpectedLine[]> {
    const orgs = new Map((await this.#organisations()).map((org) => [org.id, org]));
    const accountIds = wanted.flatMap((one) => ('accountId' in one ? [one.accountId] : []));
    const found =
      accountIds.length === 0
        ? []
        : await this.#db.selectFrom('accounts').select(['id', 'name', 'org_id']).where('id', 'in', accountIds).execute();
    const accounts = new Map(found.map((account) => [account.id, account]));
    return wanted.flatMap((one): ExpectedLine[] => {
      if ('orgId' in one) {
        const org = orgs.get(one.orgId);
        return org === undefined ? [] : [{ orgId: org.id, accountId: null, name: org.name, group: org.group }];
      }
      const account = accounts.get(one.accountId);
      if (account === undefined) return [];
      return [{ orgId: account.org_id, accountId: account.id, name: account.name, group: orgs.get(account.org_id)?.group ?? '' }];
    });
  }

  /** The organisations directly below one, in the order of their codes. */
  async below(orgId: string): Promise<string[]> {
    const rows = await this.#db.selectFrom('organisations').select('id').where('parent_id', '=', orgId).orderBy('code').execute();
    return rows.map(({ id }) => id);
  }

  /** Every organisation with its township's name, or its own where it is of none. */
  async #organisations(): Promise<{ id: string; name: string; group: string }[]> {
    const rows = await this.#db.selectFrom('organisations').select(['id', 'name', 'level', 'path']).execute();
    const townships = new Map(rows.filter(({ level }) => level === 'township').map(({ path, name }) => [path, name]));
    return rows.map(({ id, name, path }) => ({
      id,
      name,
      group: townships.get(path.split('/').slice(0, 2).join('/').concat('/')) ?? name,
    }));
  }

  async #whole(row: HeadRow): Promise<KeptSheet> {
    const rows = await this.#db.selectFrom('roll_call_entries').selectAll().where('sheet_id', '=', row.id).orderBy('position').execute();
    const entries = z.array(rollCallEntrySchema).parse(
      rows.map((entry) => ({
        ...{ id: entry.id, orgId: entry.org_id, accountId: entry.account_id, name: entry.name, group: entry.group_name },
        ...{ state: entry.state, by: entry.by_name, at: entry.at, note: entry.note },
      })),
    );
    const totals = await this.#totals([row.id]);
    return kept(row, rollCallSchema.parse({ ...headOf(row), totals: totals(row.id), entries }));
  }

  async #totals(sheetIds: readonly string[]): Promise<(sheetId: string) => Record<RollCallState, number>> {
    const rows =
      sheetIds.length === 0
        ? []
        : await this.#db
            .selectFrom('roll_call_entries')
            .select(['sheet_id', 'state', sql<number>`count(*)`.as('n')])
            .where('sheet_id', 'in', sheetIds)
            .groupBy(['sheet_id', 'state'])
            .execute();
    return (sheetId) => {
      const totals = { waiting: 0, present: 0, wrongSeat: 0, absent: 0, late: 0 };
      for (const row of rows) if (row.sheet_id === sheetId) totals[rollCallStateSchema.parse(row.state)] = row.n;
      return totals;
    };
  }

  #heads() {
    return this.#db
      .selectFrom('roll_calls')
      .innerJoin('rooms', 'rooms.id', 'roll_calls.room_id')
      .innerJoin('organisations', 'organisations.id', 'rooms.org_id')
      .selectAll('roll_calls')
      .select(['rooms.kind as kind', 'organisations.name as org_name', 'organisations.path as org_path']);
  }
}

interface HeadRow {
  id: string;
  room_id: string;
  title: string;
  started_at: number;
  started_by_id: string;
  started_by_name: string;
  closed_at: number | null;
  signed_at: number | null;
  signed_by_name: string | null;
  kind: string;
  org_name: string;
  org_path: string;
}

function headOf(row: HeadRow): Omit<RollCallHead, 'totals'> {
  return {
    ...{ id: row.id, roomId: row.room_id, title: row.title, orgName: row.org_name },
    ...{ startedAt: row.started_at, startedByName: row.started_by_name },
    ...{ closedAt: row.closed_at, signedAt: row.signed_at, signedByName: row.signed_by_name },
  };
}

function kept<S extends RollCallHead>(row: HeadRow, sheet: S): KeptSheet<S> {
  return { sheet, orgPath: row.org_path, kind: roomKindSchema.parse(row.kind), startedById: row.started_by_id };
}

function rowOf(sheetId: string, entry: RollCallEntry) {
  const { id, orgId, accountId, name, group, state, by, at, note } = entry;
  return { id, sheet_id: sheetId, org_id: orgId, account_id: accountId, name, group_name: group, state, by_name: by, at, note };
}

async function saveEntries(db: Db, sheetId: string, entries: readonly RollCallEntry[]): Promise<void> {
  for (const { id, state, by, at, note } of entries) {
    await db
      .updateTable('roll_call_entries')
      .set({ state, by_name: by, at, note })
      .where('sheet_id', '=', sheetId)
      .where('id', '=', id)
      .execute();
  }
}
