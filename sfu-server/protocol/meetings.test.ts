import { expect, test } from 'vitest';
import { cardOf } from './entities/task.ts';
import { MOST_OCCURRENCES, occurrencesOf } from './meeting-series.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

test('a series has all its meetings until its end, that included, and at most so many', () => {
  const at = Date.UTC(2026, 10, 23, 1);
  expect(occurrencesOf(at, null)).toEqual([at]);
  expect(occurrencesOf(at, { every: 'daily', until: at + 2 * DAY_MS })).toEqual([at, at + DAY_MS, at + 2 * DAY_MS]);
  expect(occurrencesOf(at, { every: 'weekly', until: at + 14 * DAY_MS - 1 })).toEqual([at, at + 7 * DAY_MS]);
  expect(occurrencesOf(at, { every: 'daily', until: at + (MOST_OCCURRENCES - 1) * DAY_MS })).toHaveLength(MOST_OCCURRENCES);
  expect(occurrencesOf(at, { every: 'daily', until: at + MOST_OCCURRENCES * DAY_MS })).toBeNull();
});

test('a monthly meeting early in the county’s day stays on its day, which is another one in UTC', () => {
  // 2026-01-01 06:00 in the county.
  const at = Date.UTC(2025, 11, 31, 22);
  const found = occurrencesOf(at, { every: 'monthly', until: Date.UTC(2026, 2, 2) });
  expect(found?.map((one) => new Date(one).toISOString().slice(0, 13))).toEqual(['2025-12-31T22', '2026-01-31T22', '2026-02-28T22']);
});

test('a task shows a yellow card from so many days before it is due, a red one after, and none when it is reported', () => {
  const dueAt = 10 * DAY_MS;
  const card = (state: Parameters<typeof cardOf>[0]['state'], now: number, days?: number) => cardOf({ state, dueAt }, now, days);
  expect(card('accepted', 7 * DAY_MS)).toBeNull();
  expect(card('accepted', 7 * DAY_MS + 1)).toBe('yellow');
  expect(card('accepted', 6 * DAY_MS, 5)).toBe('yellow');
  expect(card('returned', dueAt + 1)).toBe('red');
  expect(card('assigned', dueAt)).toBe('yellow');
  for (const state of ['reported', 'verified', 'closed'] as const) expect(card(state, dueAt + DAY_MS)).toBeNull();
});
