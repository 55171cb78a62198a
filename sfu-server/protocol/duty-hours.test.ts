import { describe, expect, it } from 'vitest';
import { countyMoment, countyWeek, dutyAt, dutyWeekSchema } from './duty-hours.ts';

/** Wednesday 2026-09-23 in the county, at this hour. */
const wednesday = (hour: number, minute = 0) => Date.UTC(2026, 8, 23, hour - 8, minute);
const HOURS = { day: 3, from: 9 * 60, to: 12 * 60 } as const;

describe('the hours of duty', () => {
  it('are those of the county, whatever the machine’s zone is', () => {
    expect(countyMoment(wednesday(0, 5))).toEqual({ day: 3, minute: 5 });
    expect(countyMoment(wednesday(23, 59))).toEqual({ day: 3, minute: 1439 });
  });

  it('run from their first minute to the one before their last', () => {
    expect([8, 9, 12].map((hour) => dutyAt([HOURS], wednesday(hour)))).toEqual(['later', 'now', 'off']);
    expect(dutyAt([HOURS], wednesday(11, 59))).toBe('now');
    expect(dutyAt([{ ...HOURS, day: 4 }], wednesday(9))).toBe('off');
    expect(dutyAt([{ day: 3, from: 1200, to: 1440 }], wednesday(23, 59))).toBe('now');
  });

  it('begin before they end, and do not overlap on a day', () => {
    const fits = (...week: unknown[]) => dutyWeekSchema.safeParse(week).success;
    expect(fits(HOURS, { ...HOURS, from: 720, to: 800 }, { ...HOURS, day: 4 })).toBe(true);
    expect(fits({ ...HOURS, to: HOURS.from })).toBe(false);
    expect(fits({ ...HOURS, from: 800, to: 900 }, { ...HOURS, to: 801 })).toBe(false);
    expect(fits({ ...HOURS, day: 0 })).toBe(false);
    expect(fits({ ...HOURS, to: 1441 })).toBe(false);
  });

  it('belong to a week from Monday to Sunday', () => {
    const week = { from: Date.UTC(2026, 8, 20, 16), to: Date.UTC(2026, 8, 27, 16) };
    expect(countyWeek(wednesday(10))).toEqual(week);
    expect(countyWeek(week.from)).toEqual(week);
    expect(countyWeek(week.to - 1)).toEqual(week);
    expect(countyWeek(week.to).from).toBe(week.to);
  });
});
