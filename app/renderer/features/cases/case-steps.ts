import { CASE_STATES, type Case, type CaseState } from '../../../../sfu-server/protocol/entities/case.ts';
import type { Step } from '../../ui/Steps.tsx';

/** The way that a case takes, as far as it is known, with when each state was last reached. */
export function stepsOf(one: Case): Step<CaseState>[] {
  const reachedAt = new Map<CaseState, number>([['registered', one.registeredAt]]);
  for (const note of one.notes) if (note.state !== null) reachedAt.set(note.state, note.at);
  const way = wayOf(one, reachedAt);
  const current = way.indexOf(one.state);
  return way.map((key, index) => {
    const phase = index < current ? 'done' : index === current ? 'current' : 'ahead';
    return { key, phase, at: phase === 'ahead' ? null : (reachedAt.get(key) ?? null) };
  });
}

/** How a case ends that is not gone through with. */
const CUT_SHORT: readonly CaseState[] = ['refused', 'withdrawn'];

function wayOf({ state }: Case, reachedAt: ReadonlyMap<CaseState, number>): readonly CaseState[] {
  const at = (one: CaseState) => reachedAt.get(one) ?? -1;
  const cut = CUT_SHORT.find((one) => state === one || (state === 'closed' && at(one) > Math.max(at('accepted'), at('handling'))));
  // A refusal is thought over before acceptance; what is taken back may have been well on its way.
  if (cut === 'refused') return ['registered', 'refused', 'closed'];
  if (cut === 'withdrawn') {
    const before = (['accepted', 'handling'] as const).filter((one) => at(one) >= 0);
    return ['registered', ...before, 'withdrawn', 'closed'];
  }
  const outcome = state === 'failed' || (state === 'closed' && at('failed') > at('settled')) ? 'failed' : 'settled';
  if (state === 'closed' && at('handling') < 0 && at(outcome) < 0 && at('accepted') >= 0) return ['registered', 'accepted', 'closed'];
  return ['registered', 'accepted', 'handling', outcome, 'closed'];
}

/** Whether going from one state to another is a step back. */
export function isStepBack(from: CaseState, to: CaseState): boolean {
  return CASE_STATES.indexOf(to) < CASE_STATES.indexOf(from);
}
