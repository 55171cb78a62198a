import { EVENT_STATES, type EventState, type GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import type { Step } from '../../ui/Steps.tsx';

/** The steps of an event in their order, with when each was last reached. */
export function stepsOf(event: GovernanceEvent): Step<EventState>[] {
  const current = EVENT_STATES.indexOf(event.state);
  const reachedAt = new Map<EventState, number>([['reported', event.reportedAt]]);
  for (const note of event.notes) if (note.state !== null) reachedAt.set(note.state, note.at);
  return EVENT_STATES.map((state, index) => {
    const phase = index < current ? 'done' : index === current ? 'current' : 'ahead';
    return { key: state, phase, at: phase === 'ahead' ? null : (reachedAt.get(state) ?? null) };
  });
}

/** Whether going from one state to another is a step back. */
export function isStepBack(from: EventState, to: EventState): boolean {
  return EVENT_STATES.indexOf(to) < EVENT_STATES.indexOf(from);
}
