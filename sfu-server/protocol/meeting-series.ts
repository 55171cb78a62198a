import { z } from 'zod';
import { timestampSchema } from './primitives.ts';

export const SERIES_STEPS = ['daily', 'weekly', 'monthly'] as const;
/** A meeting that comes again until a moment, that included. */
export const meetingSeriesSchema = z.object({ every: z.enum(SERIES_STEPS), until: timestampSchema });
export type MeetingSeries = z.infer<typeof meetingSeriesSchema>;

/** Most meetings of a series: a year of weeks, or two months of days. */
export const MOST_OCCURRENCES = 60;

/**
 * Most invitations of a whole series (its meetings times those invited to each): each is a row, and a change that is told at its place.
 * A year of weeks for a county's hundred offices and townships; one meeting may invite every village.
 */
export const MOST_INVITATIONS = 6_000;

const DAY_MS = 24 * 60 * 60 * 1000;
/** The county's clock is ahead of UTC by this much all year round, ms. */
const COUNTY_OFFSET_MS = 8 * 60 * 60 * 1000;

/**
 * When the meetings of a series begin, UTC ms, at the same time of the county's day; the first is `startsAt`. A month without
 * that day has its last one instead. Null where they would be more than MOST_OCCURRENCES, or `until` lies before the first.
 */
export function occurrencesOf(startsAt: number, series: MeetingSeries | null): readonly number[] | null {
  if (series === null) return [startsAt];
  if (series.until < startsAt) return null;
  const found: number[] = [];
  for (let n = 0; ; n++) {
    const at = STEPS[series.every](startsAt, n);
    if (at > series.until) return found;
    if (found.length === MOST_OCCURRENCES) return null;
    found.push(at);
  }
}

const STEPS: { readonly [E in MeetingSeries['every']]: (startsAt: number, n: number) => number } = {
  daily: (startsAt, n) => startsAt + n * DAY_MS,
  weekly: (startsAt, n) => startsAt + 7 * n * DAY_MS,
  monthly: (startsAt, n) => {
    const first = new Date(startsAt + COUNTY_OFFSET_MS);
    const [year, month, day] = [first.getUTCFullYear(), first.getUTCMonth() + n, first.getUTCDate()];
    const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    const midnight = Date.UTC(year, month, Math.min(day, days));
    return midnight + ((startsAt + COUNTY_OFFSET_MS) % DAY_MS) - COUNTY_OFFSET_MS;
  },
};
