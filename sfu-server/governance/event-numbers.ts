import type { Db } from '../store/database.ts';

/** The county's zone: case numbers turn with its new year, not with UTC's. */
const ZONE = 'Asia/Shanghai';
const yearInCounty = new Intl.DateTimeFormat('en', { timeZone: ZONE, year: 'numeric', calendar: 'gregory', numberingSystem: 'latn' });
const SERIES = 'event';

export function countyYear(at: number): number {
  return Number(yearInCounty.format(at));
}

/** `晶泉事〔2026〕20871号`. */
export function eventNumber(countyShortName: string, year: number, n: number): string {
  return `${countyShortName}事〔${year}〕${n}号`;
}

/**
 * Takes the next event number of a county. It is taken in the transaction that uses it: undone with it, so the series
 * has no gaps.
 * @param orgPath path of any organisation of the county
 */
export async function nextEventNumber(trx: Db, orgPath: string, now: number): Promise<string> {
  const countyPath = `${orgPath.split('/')[0]}/`;
  const county = await trx
    .selectFrom('organisations')
    .select(['id', 'short_name'])
    .where('path', '=', countyPath)
    .executeTakeFirstOrThrow();
  const year = countyYear(now);
  const row = await trx
    .insertInto('number_series')
    .values({ org_id: county.id, series: SERIES, year, next: 2 })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'series', 'year']).doUpdateSet((eb) => ({ next: eb('number_series.next', '+', 1) })),
    )
    .returning('next')
    .executeTakeFirstOrThrow();
  return eventNumber(county.short_name, year, row.next - 1);
}

/** Where the series of a year goes on; for whoever loads events that have numbers already. */
export async function startSeriesAt(trx: Db, countyId: string, year: number, next: number): Promise<void> {
  await trx.insertInto('number_series').values({ org_id: countyId, series: SERIES, year, next }).execute();
}
