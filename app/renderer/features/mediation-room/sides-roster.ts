import type { MediationRoom, Side } from '../../../../sfu-server/protocol/mediation-room.ts';
import { type RosterOptions, type RosterRow, rosterOf } from '../conference/roster.ts';
import { groupsOf } from './sides.ts';

/** Those of no side first: the mediator runs the room. */
const ORDER: readonly Side[] = ['none', 'applicant', 'respondent', 'third'];

/** The people of a mediation under their sides. Whoever raises a hand stays with their side; its place in the queue is shown. */
export function sidesRoster(mediation: MediationRoom, options: RosterOptions, nameOf: (side: Side) => string): RosterRow[] {
  const rows = rosterOf(options).filter((row) => row.kind === 'person');
  const groups = groupsOf(mediation, options.participants);
  return ORDER.flatMap((side) => {
    const ids = new Set(groups.find((group) => group.side === side)?.seated.map(({ person }) => person.id));
    const people = rows.filter(({ person }) => ids.has(person.id));
    if (people.length === 0) return [];
    return [{ kind: 'group', key: `side/${side}`, group: { name: nameOf(side) }, count: people.length } as const, ...people];
  });
}
