import { existsSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';
import type { Db } from '../database.ts';

const seriesSchema = z.object({
  org_id: z.string(),
  series: z.string(),
  year: z.number().int(),
  next: z.number().int().positive(),
});
type SeriesRow = z.infer<typeof seriesSchema>;

/** Numbers that a restored server will not give: `from` to `to` of an organisation's series were given before, or may have been. */
export interface NumberGap {
  readonly orgId: string;
  readonly series: string;
  readonly year: number;
  readonly from: number;
  readonly to: number;
}

/** How far the series had come in a database that is about to be replaced; null where it can no longer be read. */
export function lostSeries(path: string): SeriesRow[] | null {
  if (!existsSync(path)) return null;
  try {
    const database = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
    try {
      return z.array(seriesSchema).parse(database.prepare('SELECT org_id, series, year, next FROM number_series').all());
    } finally {
      database.close();
    }
  } catch {
    // Why it is restored, most likely: the back-up is all there is.
    return null;
  }
}

/**
 * Has every series go on where the lost database was, so that no number on paper is given to something else; and beyond that leaves
 * `skip` numbers out of each series of the newest year, for what nobody can read any more. Where nothing can be read of the lost one,
 * that is also each series of this year (`now`, the county's) that may have begun since the back-up.
 */
export async function leaveNumberGaps(
  db: Db,
  lost: readonly SeriesRow[] | null,
  skip: number,
  now: { readonly year: number; readonly series: readonly string[] },
): Promise<NumberGap[]> {
  return db.transaction().execute(async (trx) => {
    const restored = await trx.selectFrom('number_series').select(['org_id', 'series', 'year', 'next']).execute();
    const organisations = new Set((await trx.selectFrom('organisations').select('id').execute()).map(({ id }) => id));
    const keyOf = ({ org_id, series, year }: Omit<SeriesRow, 'next'>) => JSON.stringify([org_id, series, year]);
    const before = new Map(restored.map((row) => [keyOf(row), row.next]));
    // An organisation that was made after the back-up is not there any more, and neither is what it gave numbers to.
    const all = [...restored, ...(lost ?? [])].filter(({ org_id }) => organisations.has(org_id));
    const newest = Math.max(...all.map(({ year }) => year));
    const gaps: NumberGap[] = [];
    for (const [key, rows] of Map.groupBy(all, keyOf)) {
      const [{ org_id, series, year }] = rows as [SeriesRow, ...SeriesRow[]];
      const from = before.get(key) ?? 1;
      const next = Math.max(...rows.map((row) => row.next)) + (year === newest ? skip : 0);
      if (next === from) continue;
      await trx
        .insertInto('number_series')
        .values({ org_id, series, year, next })
        .onConflict((conflict) => conflict.columns(['org_id', 'series', 'year']).doUpdateSet({ next }))
        .execute();
      gaps.push({ orgId: org_id, series, year, from, to: next - 1 });
    }
    if (lost !== null || skip === 0) return gaps;
    const { year } = now;
    for (const org_id of organisations) {
      for (const series of now.series) {
        if (before.has(keyOf({ org_id, series, year }))) continue;
        await trx
          .insertInto('number_series')
          .values({ org_id, series, year, next: 1 + skip })
          .execute();
        gaps.push({ orgId: org_id, series, year, from: 1, to: skip });
      }
    }
    return gaps;
  });
}
