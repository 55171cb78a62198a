import type { GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';

export type EventFilter = 'open' | 'all';

/** The events that pass the filter, newest first; those of the same moment in a fixed order, so that rows do not jump. */
export function listEvents(events: Iterable<GovernanceEvent>, filter: EventFilter): GovernanceEvent[] {
  const chosen = filter === 'all' ? [...events] : [...events].filter(isOpen);
  return chosen.sort((a, b) => b.reportedAt - a.reportedAt || (a.id < b.id ? 1 : -1));
}

export function isOpen(event: GovernanceEvent): boolean {
  return event.state !== 'closed';
}

/** Past its limit and not closed. */
export function isOverdue(event: GovernanceEvent, now: number): boolean {
  return event.dueAt !== null && isOpen(event) && event.dueAt < now;
}
