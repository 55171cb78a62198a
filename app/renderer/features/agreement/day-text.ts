import { toInput } from '../meetings/county-input.ts';

/** `2026-12-01` of the county's calendar. @param at UTC ms */
export function dayText(at: number): string {
  return toInput(at).slice(0, 10);
}
