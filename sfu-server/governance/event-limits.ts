import type { GovernanceEvent } from '../protocol/entities/event.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Days from acceptance to close by level. No national rule sets them: each county does, so this is a default until it can
 * be set.
 */
const LIMIT_DAYS: { readonly [L in GovernanceEvent['level']]: number } = { 1: 1, 2: 3, 3: 7, 4: 15 };

/** When an event accepted at `acceptedAt` has to be closed, UTC ms. */
export function dueAt(level: GovernanceEvent['level'], acceptedAt: number): number {
  return acceptedAt + LIMIT_DAYS[level] * DAY_MS;
}
