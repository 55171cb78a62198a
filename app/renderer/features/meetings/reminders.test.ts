import { expect, test } from 'vitest';
import { type Meeting, NO_MINUTES } from '../../../../sfu-server/protocol/entities/meeting.ts';
import { dueReminders } from './reminders.ts';

const MINUTE_MS = 60_000;
const at = 1_790_000_000_000;
const me = { accountId: 'me', orgId: 'mine' };

function meeting(change: Partial<Meeting> = {}): Meeting {
  const plan = { title: '例会', kind: 'regular' as const, startsAt: at, durationMin: 60, agenda: [], orgIds: ['mine'], people: [] };
  const rest = {
    seriesId: null,
    alone: false,
    state: 'planned' as const,
    roomId: null,
    cancelReason: null,
    answers: [],
    minutes: NO_MINUTES,
  };
  const signed = { minutesNumber: null, signedByName: null, signedAt: null };
  return {
    id: 'm',
    orgId: 'theirs',
    ...plan,
    ...rest,
    ...signed,
    plannedById: 'p',
    plannedByName: '',
    plannedAt: 0,
    updatedAt: 0,
    ...change,
  };
}
const keys = (one: Meeting, before: number) => dueReminders([one], me, at - before * MINUTE_MS).map(({ key }) => key.split(' ').at(-1));

test('a seat is reminded from fifteen minutes before, once more from one minute before, and not when it is long under way', () => {
  expect(keys(meeting(), 15.1)).toEqual([]);
  expect(keys(meeting(), 15)).toEqual(['15']);
  expect(keys(meeting(), 1.5)).toEqual(['15']);
  expect(keys(meeting(), 1)).toEqual(['1']);
  expect(keys(meeting({ state: 'open' }), -9)).toEqual(['1']);
  expect(keys(meeting(), -11)).toEqual([]);
});

test('only those are reminded who are invited, by organisation or by name, and have not excused themselves', () => {
  expect(keys(meeting({ orgIds: [] }), 5)).toEqual([]);
  expect(keys(meeting({ orgId: 'mine', orgIds: [] }), 5)).toEqual(['15']);
  expect(keys(meeting({ orgIds: [], people: [{ accountId: 'me', name: '', orgId: 'elsewhere' }] }), 5)).toEqual(['15']);
  const said = { orgId: 'mine', words: '', byName: '', at: 0 };
  expect(keys(meeting({ answers: [{ ...said, answer: 'excused' }] }), 5)).toEqual([]);
  expect(keys(meeting({ answers: [{ ...said, answer: 'attends' }] }), 5)).toEqual(['15']);
  expect(keys(meeting({ state: 'ended' }), -5)).toEqual([]);
});

test('whoever is invited hears that a meeting is off, from a day before it on or when it was just called off; who called it off does not', () => {
  const off = (change: Partial<Meeting> = {}) => meeting({ state: 'cancelled', cancelReason: '抢险', ...change });
  const day = 24 * 60;
  expect(keys(off(), 5)).toEqual(['cancelled']);
  expect(keys(off(), day)).toEqual(['cancelled']);
  expect(keys(off(), day + 1)).toEqual([]);
  expect(keys(off({ updatedAt: at - 3 * day * MINUTE_MS }), 3 * day - 29)).toEqual(['cancelled']);
  expect(keys(off({ updatedAt: at - 3 * day * MINUTE_MS }), 3 * day - 31)).toEqual([]);
  expect(keys(off(), -1)).toEqual([]);
  expect(keys(off({ orgId: 'mine', orgIds: ['theirs'] }), 5)).toEqual([]);
  expect(keys(off({ orgIds: [] }), 5)).toEqual([]);
});

test('a meeting that is moved reminds again, although its reminder was put away', () => {
  const [before] = dueReminders([meeting()], me, at - MINUTE_MS);
  const [after] = dueReminders([meeting({ startsAt: at + MINUTE_MS / 2 })], me, at);
  expect(after?.key).not.toBe(before?.key);
});
