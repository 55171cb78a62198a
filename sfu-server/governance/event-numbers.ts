import { CompiledQuery } from 'kysely';
import { z } from 'zod';
import type { Db } from '../store/database.ts';
import { countyYear, takeNumber } from './number-series.ts';

const COUNTY = 'select id, short_name from organisations where path = ?';
const countySchema = z.object({ id: z.string(), short_name: z.string() });

/** `晶泉事〔2026〕20871号`. */
export function eventNumber(countyShortName: string, year: number, n: number): string {
  return `${countyShortName}事〔${year}〕${n}号`;
}

/**
 * Takes the next event number of a county: events are counted in one series for all of it.
 * @param orgPath path of any organisation of the county
 */
export async function nextEventNumber(trx: Db, orgPath: string, now: number): Promise<string> {
  const countyPath = `${orgPath.split('/')[0]}/`;
  const { rows } = await trx.executeQuery(CompiledQuery.raw(COUNTY, [countyPath]));
  const county = countySchema.parse(rows[0]);
  const year = countyYear(now);
  return eventNumber(county.short_name, year, await takeNumber(trx, county.id, 'event', year));
}
