import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { leaveNumberGaps } from './number-gaps.ts';

const THIS_YEAR = { year: 2027, series: ['mediation', 'petition'] };
let county: SmallCounty;

beforeEach(async () => {
  county = await openSmallCounty();
  const given = { org_id: county.orgs.first, series: 'mediation', next: 8 };
  await county.db
    .insertInto('number_series')
    .values({ ...given, year: 2026 })
    .execute();
});
afterEach(() => county.db.destroy());

const nextOf = async (series: string, year: number) =>
  (
    await county.db
      .selectFrom('number_series')
      .select('next')
      .where('org_id', '=', county.orgs.first)
      .where('series', '=', series)
      .where('year', '=', year)
      .executeTakeFirst()
  )?.next;

it('leaves numbers out also of series that may have begun since the back-up, where nothing can be read of what was lost', async () => {
  await leaveNumberGaps(county.db, null, 20, THIS_YEAR);
  expect([await nextOf('mediation', 2026), await nextOf('mediation', 2027), await nextOf('petition', 2027)]).toEqual([28, 21, 21]);
});

it('begins no series where what was lost can be read, or nothing is to be left out', async () => {
  await leaveNumberGaps(county.db, [], 20, THIS_YEAR);
  await leaveNumberGaps(county.db, null, 0, THIS_YEAR);
  expect([await nextOf('mediation', 2027), await nextOf('petition', 2027)]).toEqual([undefined, undefined]);
});
