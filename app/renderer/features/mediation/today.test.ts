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
