import { CompiledQuery } from 'kysely';
import { z } from 'zod';
import type { EntityName } from '../protocol/entities/index.ts';
import { entityNameSchema } from '../protocol/entities/index.ts';
import type { Branch, Guard } from './branch.ts';
import type { Db } from './database.ts';

/** Where a change has touched a row. */
interface TouchedPlace {
  readonly id: string;
  /** Organisation path after the change; null when the row is not there any more. */
  readonly path: string | null;
  /** Path before it; null when the row was not there. */
  readonly pathBefore: string | null;
}

/** One row that a change has touched, at one place: a row that stands at several is told of at each. */
export type TouchedRow = TouchedPlace &
  ({ readonly entity: Exclude<Guard, 'petition'> } | { readonly entity: 'attachment' | 'case'; readonly guard: Guard });

/** By whose right a change is told. */
export function guardOf(row: TouchedRow): Guard {
  return row.entity === 'attachment' || row.entity === 'case' ? row.guard : row.entity;
}

export interface LogEntry {
  readonly version: number;
  readonly entity: EntityName;
  readonly rowId: string;
}

const TRIMMED_THROUGH = 'log_trimmed_through';
// Every push comes by here: SQL as it stands, one text for however many rows.
const APPEND = `insert into change_log (entity, row_id, path, path_before, guard, at)
  select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, ? from json_each(?) order by key`;
// The sequence, not the highest row: entries may have been trimmed.
const HEAD = "select seq from sqlite_sequence where name = 'change_log'";
const headSchema = z.object({ seq: z.number() }).optional();

/** Appends, in order, within the caller's transaction. @returns the version of the last one, or of the log when there is none */
export async function appendChanges(trx: Db, touched: readonly TouchedRow[], at: number): Promise<number> {
  if (touched.length === 0) return headVersion(trx);
  const rows = touched.map((row) => [row.entity, row.id, row.path, row.pathBefore, guardOf(row)]);
  await trx.executeQuery(CompiledQuery.raw(APPEND, [at, JSON.stringify(rows)]));
  return headVersion(trx);
}

/** The version of the newest change ever made. */
export async function headVersion(db: Db): Promise<number> {
  const { rows } = await db.executeQuery(CompiledQuery.raw(HEAD));
  const seq = headSchema.parse(rows[0])?.seq;
  if (seq === undefined) throw new Error('The change log has lost its sequence.');
  return seq;
}

/** The newest version that the log no longer has. A cursor before it needs a snapshot. */
export async function trimmedThrough(db: Db): Promise<number> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', TRIMMED_THROUGH).executeTakeFirstOrThrow();
  return Number(row.value);
}

/** Entries after `cursor` that concern the branch (a row that is in it, or was), oldest first. */
export async function entriesAfter(db: Db, cursor: number, branch: Branch, limit: number): Promise<LogEntry[]> {
  const rows = await db
    .selectFrom('change_log')
    .select(['version', 'entity', 'row_id'])
    .where('version', '>', cursor)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('guard', 'in', branch.within),
          eb.or([
            eb.and([eb('path', '>=', branch.root), eb('path', '<', branch.end)]),
            eb.and([eb('path_before', '>=', branch.root), eb('path_before', '<', branch.end)]),
          ]),
        ]),
        ...(branch.above.length === 0
          ? []
          : [eb.and([eb('guard', 'in', branch.line), eb.or([eb('path', 'in', branch.above), eb('path_before', 'in', branch.above)])])]),
        ...(branch.named.length === 0
          ? []
          : [
              eb.and([eb('guard', 'in', branch.named), eb.or([eb('path', '=', branch.personal), eb('path_before', '=', branch.personal)])]),
            ]),
      ]),
    )
    .orderBy('version')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ version: row.version, entity: entityNameSchema.parse(row.entity), rowId: row.row_id }));
}

/** Forgets entries made before `before` (UTC ms). Whoever has not pulled since then takes a snapshot. */
export async function trimLog(db: Db, before: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('change_log')
      .select(({ fn }) => fn.max('version').as('version'))
      .where('at', '<', before)
      .executeTakeFirst();
    const version = row?.version;
    if (typeof version !== 'number') return;
    await forgetThrough(trx, version);
  });
}

/**
 * Says that rows have changed outside of the log (a bulk load): every console takes a snapshot.
 * Within the caller's transaction.
 */
export async function demandSnapshots(trx: Db, at: number): Promise<void> {
  // An entry that is trimmed at once: it moves the sequence, so that no cursor from before is at its end.
  await forgetThrough(trx, await advanceVersion(trx, at));
}

/**
 * Moves the log on without a row: no cursor from before is at its end any more. Within the caller's transaction.
 * @returns the new version
 */
export async function advanceVersion(trx: Db, at: number): Promise<number> {
  // At no path: nobody is sent it.
  await trx
    .insertInto('change_log')
    .values({ entity: 'organisation', row_id: '', path: null, path_before: null, guard: 'organisation', at })
    .execute();
  return headVersion(trx);
}

async function forgetThrough(trx: Db, version: number): Promise<void> {
  await trx.deleteFrom('change_log').where('version', '<=', version).execute();
  await trx
    .updateTable('meta')
    .set({ value: String(version) })
    .where('key', '=', TRIMMED_THROUGH)
    .execute();
}
