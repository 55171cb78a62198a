export const HOUR_MS = 60 * 60_000;
export const DAY_MS = 24 * HOUR_MS;
/** The county's clock is ahead of UTC by this much, ms. */
const COUNTY_OFFSET_MS = 8 * HOUR_MS;

/** A moment within office hours (8:30 to 17:30) of the county's day that `at` falls on, UTC ms. `share`: within [0, 1). */
export function officeTime(at: number, share: number): number {
  const midnight = at - ((at + COUNTY_OFFSET_MS) % DAY_MS);
  return Math.round(midnight + 8.5 * HOUR_MS + share * 9 * HOUR_MS);
}
