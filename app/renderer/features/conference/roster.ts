import type { Participant } from '../../../../sfu-server/protocol/room.ts';
import { runsRoom } from '../../../../sfu-server/protocol/room-rights.ts';

/** From so many people on they stand under headings; fewer are seen at one glance. */
export const GROUPED_FROM = 13;

export type RosterGroup = 'hands' | 'hosts' | 'guests' | { readonly name: string };

export type RosterRow =
  | { readonly kind: 'group'; readonly key: string; readonly group: RosterGroup; readonly count: number }
  | {
      readonly kind: 'person';
      readonly key: string;
      readonly person: Participant /** Place in the queue of hands, from 1. */;
      readonly hand: number | null;
    };

export interface RosterOptions {
  readonly participants: readonly Participant[];
  /** Ids of those whose hand is up, in order. */
  readonly queue: readonly string[];
  /** Part of a name or of an organisation's name. */
  readonly query: string;
  /** The township under which somebody stands. */
  groupOf(person: Participant): string;
}

/** The people of a room as a list: hands first and in order, then those who run it, then by township, guests last. */
export function rosterOf({ participants, queue, query, groupOf }: RosterOptions): RosterRow[] {
  const wanted = query.trim().toLowerCase();
  const people = participants.filter(
    ({ kind, name, orgName }) => kind === 'person' && (wanted === '' || `${name} ${orgName}`.toLowerCase().includes(wanted)),
  );
  const place = new Map(queue.map((id, at) => [id, at + 1]));
  const hands = people.filter(({ id }) => place.has(id)).toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  const others = people.filter(({ id }) => !place.has(id)).toSorted((a, b) => a.joinedAt - b.joinedAt);
  const rowOf = (person: Participant): RosterRow => ({ kind: 'person', key: person.id, person, hand: place.get(person.id) ?? null });
  const grouped = participants.filter(({ kind }) => kind === 'person').length >= GROUPED_FROM;
  if (!grouped) return [...hands, ...others].map(rowOf);
  const members = others.filter(({ role }) => role === 'member');
  const townships = [...Map.groupBy(members, groupOf)].toSorted(([a], [b]) => a.localeCompare(b, 'zh-CN'));
  const groups: readonly (readonly [RosterGroup, readonly Participant[]])[] = [
    ['hands', hands],
    ['hosts', others.filter(({ role }) => runsRoom(role))],
    ...townships.map(([name, them]) => [{ name }, them] as const),
    ['guests', others.filter(({ role }) => role === 'guest')],
  ];
  return groups.flatMap(([group, them]) => {
    if (them.length === 0) return [];
    const key = typeof group === 'string' ? `group/${group}` : `group/of/${group.name}`;
    return [{ kind: 'group', key, group, count: them.length } as const, ...them.map(rowOf)];
  });
}
