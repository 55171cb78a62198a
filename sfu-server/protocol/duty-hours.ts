import { z } from 'zod';

/** The county keeps one time, without summer time: eight hours ahead of UTC. */
const COUNTY_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const MINUTES_OF_DAY = 1440;

/** Days of the week as ISO 8601 counts them: 1 is Monday. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Some hours of one day, every week; minutes of the day in the county's time, the end not included. */
export const dutyHoursSchema = z
  .object({
    day: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)]),
    from: z
      .number()
      .int()
      .min(0)
      .max(MINUTES_OF_DAY - 1),
    to: z.number().int().min(1).max(MINUTES_OF_DAY),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'They end after they begin.' });
export type DutyHours = z.infer<typeof dutyHoursSchema>;

/** A week's duty, in any order; no two of its hours overlap. */
export const dutyWeekSchema = z
  .array(dutyHoursSchema)
  .max(28)
  .refine((week) => !overlaps(week), { error: 'Two of the hours overlap.' });

/** `now`; `later` today, though not yet; `off` for today. */
export const dutySchema = z.enum(['now', 'later', 'off']);
export type Duty = z.infer<typeof dutySchema>;

/** @param at UTC ms */
export function dutyAt(week: readonly DutyHours[], at: number): Duty {
  const { day, minute } = countyMoment(at);
  const today = week.filter((one) => one.day === day);
  if (today.some(({ from, to }) => from <= minute && minute < to)) return 'now';
  return today.some(({ from }) => minute < from) ? 'later' : 'off';
}

/** The day of the week, and the minute of the day, in the county. @param at UTC ms */
export function countyMoment(at: number): { readonly day: Weekday; readonly minute: number } {
  const there = at + COUNTY_OFFSET_MS;
  const day = WEEKDAYS[(new Date(there).getUTCDay() + 6) % 7] ?? 1;
  return { day, minute: Math.floor((there % DAY_MS) / MINUTE_MS) };
}

/** From Monday 00:00 in the county to the next one, UTC ms; the end is not included. */
export function countyWeek(at: number): { readonly from: number; readonly to: number } {
  const { day } = countyMoment(at);
  const midnight = at + COUNTY_OFFSET_MS - ((at + COUNTY_OFFSET_MS) % DAY_MS) - COUNTY_OFFSET_MS;
  const from = midnight - (day - 1) * DAY_MS;
  return { from, to: from + 7 * DAY_MS };
}

/** In order of day and hour. */
export function inOrder(week: readonly DutyHours[]): DutyHours[] {
  return week.toSorted((a, b) => a.day - b.day || a.from - b.from);
}

function overlaps(week: readonly DutyHours[]): boolean {
  return inOrder(week).some((one, index, all) => {
    const before = all[index - 1];
    return before !== undefined && before.day === one.day && one.from < before.to;
  });
}
