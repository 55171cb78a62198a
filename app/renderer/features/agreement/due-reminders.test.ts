import { expect, test } from 'vitest';
import { type Agreement, FOLLOW_UP_MS, newAgreement } from '../../../../sfu-server/protocol/entities/agreement.ts';
import type { CaseState } from '../../../../sfu-server/protocol/entities/case.ts';
import { newMediation } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { dueItems } from './due-reminders.ts';

const DAY_MS = 86_400_000;
/** 20 September 2026, 12:00 in the county. */
const NOW = Date.UTC(2026, 8, 20, 4);
const END_OF_TODAY = Date.UTC(2026, 8, 20, 15, 59);
const ME = 'me';
const mediated = new Map([['one', { ...newMediation('one', 1), mediator: { accountId: ME, name: '我' } }]]);

function agreed(changes: Partial<Agreement> = {}, due = END_OF_TODAY): Agreement {
  const duty = { id: 'duty', who: '李保国', toWhom: null, what: '拆除围墙', fen: null, due, how: '' };
  return { ...newAgreement('one', 1), effectiveAt: NOW - DAY_MS, duties: [duty], ...changes };
}
const due = (agreement: Agreement, state: CaseState = 'settled', who = ME) =>
  dueItems([agreement], mediated, new Map([['one', { state }]]), who, NOW).map(({ duty, when }) => `${duty?.what ?? 'follow up'} ${when}`);

test('a duty is brought up the day before it is due, on the day, and from then on until somebody says what became of it', () => {
  expect(due(agreed({}, END_OF_TODAY + 2 * DAY_MS))).toEqual([]);
  expect(due(agreed({}, END_OF_TODAY + DAY_MS))).toEqual(['拆除围墙 tomorrow']);
  expect(due(agreed())).toEqual(['拆除围墙 today']);
  expect(due(agreed({}, END_OF_TODAY - DAY_MS))).toEqual(['拆除围墙 overdue']);
  const outcome = { id: 'o', dutyId: 'duty', at: NOW, words: '', receiptIds: [], notedAt: NOW, byName: '我' };
  for (const result of ['done', 'notDone'] as const) expect(due(agreed({ outcomes: [{ ...outcome, result }] }))).toEqual([]);
});

test('the follow-up is brought up when its thirty days come to their end, unless there was one', () => {
  const effectiveAt = NOW - FOLLOW_UP_MS;
  expect(due(agreed({ effectiveAt, duties: [] }))).toEqual(['follow up today']);
  expect(due(agreed({ effectiveAt: effectiveAt + DAY_MS, duties: [] }))).toEqual(['follow up tomorrow']);
  const visit = {
    id: 'v',
    at: NOW,
    how: 'phone',
    withWhom: '李保国',
    situation: '好',
    kept: 'yes',
    satisfied: 'yes',
    byName: '我',
    notedAt: NOW,
  } as const;
  expect(due(agreed({ effectiveAt, duties: [], followUps: [visit] }))).toEqual([]);
  // What a party says on their own page takes no visit off the centre's hands.
  expect(due(agreed({ effectiveAt, duties: [], followUps: [{ ...visit, how: 'online' }] }))).toEqual(['follow up today']);
});

test('nothing is brought up to somebody else, of a draft, or of a case that is closed', () => {
  expect(due(agreed(), 'settled', 'somebody else')).toEqual([]);
  expect(due(agreed({ effectiveAt: null }))).toEqual([]);
  expect(due(agreed(), 'closed')).toEqual([]);
});

test('each day it can be put away anew', () => {
  const items = (now: number) =>
    dueItems([agreed({}, END_OF_TODAY - DAY_MS)], mediated, new Map([['one', { state: 'settled' as const }]]), ME, now);
  expect(items(NOW)[0]?.key).not.toBe(items(NOW + DAY_MS)[0]?.key);
  expect(items(NOW)[0]?.key).toBe(items(NOW + 1)[0]?.key);
});
