/** The county's clock is ahead of UTC by this much all year round, ms. */
const COUNTY_OFFSET_MS = 8 * 60 * 60 * 1000;

/** A moment (UTC ms) as an input of date and time takes it, in the county's zone. */
export function toInput(at: number): string {
  return new Date(at + COUNTY_OFFSET_MS).toISOString().slice(0, 16);
}

/** The moment that stands in such an input; null while it is not complete. */
export function fromInput(text: string): number | null {
  const at = Date.parse(`${text}:00Z`);
  return Number.isNaN(at) ? null : at - COUNTY_OFFSET_MS;
}

/** The beginning of the county's day in which a moment lies, UTC ms. */
export function dayStart(at: number): number {
  return at - ((at + COUNTY_OFFSET_MS) % 86_400_000);
}
