import { expect, test } from 'vitest';
import type { CaseState } from '../../../../sfu-server/protocol/entities/case.ts';
import { type Mediation, newMediation } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { hearingsOfToday } from './today.ts';

const NOW = Date.UTC(2026, 8, 20, 4);
const ME = 'me';

function withHearing(id: string, changes: Partial<Mediation> = {}): Mediation {
  const facts = { durationMin: 60, place: null, roomId: null, cancelReason: null, plannedByName: '某人' };
  const mediator = { accountId: ME, name: '我' };
  return { ...newMediation(id, 1), mediator, sessions: [{ id: `hearing of ${id}`, startsAt: NOW, ...facts }], ...changes };
}
const shown = (mediations: readonly Mediation[], state: CaseState) =>
  hearingsOfToday(mediations, new Map(mediations.map(({ id }) => [id, { state }])), ME, NOW).map(({ caseId }) => caseId);

test("a mediator's day has no hearing of a case that stands still", () => {
  const suspension = { since: 1, reason: '等待鉴定', byName: '某人', leftMs: null };
  expect(shown([withHearing('suspended', { suspension }), withHearing('running')], 'handling')).toEqual(['running']);
});

test("a mediator's day has hearings of cases only in which one can be opened", () => {
  expect(shown([withHearing('one')], 'settled')).toEqual(['one']);
  for (const state of ['withdrawn', 'closed', 'refused'] as const) expect(shown([withHearing('one')], state), state).toEqual([]);
});

const at = (id: string, startsAt: number, changes: Partial<Mediation> = {}) => {
  const one = withHearing(id, changes);
  return { ...one, sessions: one.sessions.map((session) => ({ ...session, startsAt })) };
};

test("a mediator's day has the hearings that they mediate or help in, and no other's", () => {
  const other = { accountId: 'other', name: '某人' };
  const helped = withHearing('helped', { mediator: other, assistants: [{ accountId: ME, name: '我' }] });
  expect(shown([helped, withHearing('another', { mediator: other }), withHearing('nobody', { mediator: null })], 'handling')).toEqual([
    'helped',
  ]);
});

test("a mediator's day is the county's, from midnight to midnight, in order", () => {
  // 2026-09-20 00:00 and 24:00 at UTC+8.
  const [start, end] = [Date.UTC(2026, 8, 19, 16), Date.UTC(2026, 8, 20, 16)];
  const some = [at('last', end - 1), at('tomorrow', end), at('first', start), at('yesterday', start - 1), withHearing('noon')];
  expect(shown(some, 'accepted')).toEqual(['first', 'noon', 'last']);
});

test("a mediator's day has no hearing that was called off", () => {
  const one = withHearing('one');
  expect(shown([{ ...one, sessions: one.sessions.map((session) => ({ ...session, cancelReason: '改期' })) }], 'handling')).toEqual([]);
});
