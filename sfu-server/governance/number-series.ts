import type { Db } from '../store/database.ts';

/** The county's zone: numbers turn with its new year, not with UTC's. */
const ZONE = 'Asia/Shanghai';
const yearInCounty = new Intl.DateTimeFormat('en', { timeZone: ZONE, year: 'numeric', calendar: 'gregory', numberingSystem: 'latn' });

/** Everything that is numbered. */
export const SERIES = ['event', 'mediation', 'petition', 'document', 'minutes', 'task', 'dossier'] as const;
export type Series = (typeof SERIES)[number];

const dayInCounty = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE });
/** The day on the county's calendar, YYYY-MM-DD. @param at UTC ms */
export function countyDate(at: number): string {
  return dayInCounty.format(at);
}

const HOUR_MS = 3_600_000;
/** Of the hour that was asked for last: every report asks, and the year of this zone turns at a full hour of UTC. */
let lastHour = { hour: Number.NaN, year: 0 };

/** @param at UTC ms */
export function countyYear(at: number): number {
  const hour = Math.floor(at / HOUR_MS);
  if (hour !== lastHour.hour) lastHour = { hour, year: Number(yearInCounty.format(hour * HOUR_MS)) };
  return lastHour.year;
}

/**
 * Takes the next number of an organisation's series. It is taken in the transaction that uses it: undone with it, so the
 * series has no gaps.
 */
export async function takeNumber(trx: Db, orgId: string, series: Series, year: number): Promise<number> {
  const row = await trx
    .insertInto('number_series')
    .values({ org_id: orgId, series, year, next: 2 })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'series', 'year']).doUpdateSet((eb) => ({ next: eb('number_series.next', '+', 1) })),
    )
    .returning('next')
    .executeTakeFirstOrThrow();
  return row.next - 1;
}

/** Where the series of a year goes on; for whoever loads rows that have numbers already. */
export async function startSeriesAt(trx: Db, orgId: string, series: Series, year: number, next: number): Promise<void> {
  await trx.insertInto('number_series').values({ org_id: orgId, series, year, next }).execute();
}
