import type { Meeting } from '../../../../sfu-server/protocol/entities/meeting.ts';
import { cardOf, type Task } from '../../../../sfu-server/protocol/entities/task.ts';
import { dayStart } from './county-input.ts';

const DAY_MS = 86_400_000;

export const MEETING_SPANS = ['today', 'week', 'coming', 'past'] as const;
export type MeetingSpan = (typeof MEETING_SPANS)[number];

/** A line of the list: a day, or a meeting of it. */
export type MeetingLine = { readonly day: number } | { readonly meeting: Meeting };

const SPANS: { readonly [S in MeetingSpan]: (startsAt: number, now: number) => boolean } = {
  today: (at, now) => dayStart(at) === dayStart(now),
  // Monday to Sunday; 1970-01-05 was a Monday.
  week: (at, now) => weekOf(at) === weekOf(now),
  coming: (at, now) => at >= dayStart(now),
  past: (at, now) => at < dayStart(now),
};

function weekOf(at: number): number {
  return Math.floor((dayStart(at) + 8 * 3_600_000 - 4 * DAY_MS) / (7 * DAY_MS));
}

/** The meetings of a span under their days, in order of time; past ones the newest first. */
export function linesOf(
  meetings: Iterable<Meeting>,
  { span, search, now }: { span: MeetingSpan; search: string; now: number },
): MeetingLine[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...meetings].filter(
    (one) => SPANS[span](one.startsAt, now) && words.every((word) => one.title.toLowerCase().includes(word)),
  );
  found.sort((a, b) => (a.startsAt - b.startsAt) * (span === 'past' ? -1 : 1) || (a.id < b.id ? -1 : 1));
  return [...Map.groupBy(found, ({ startsAt }) => dayStart(startsAt))].flatMap(([day, ofDay]): MeetingLine[] => [
    { day },
    ...ofDay.map((meeting) => ({ meeting })),
  ]);
}

export const TASK_FILTERS = ['open', 'yellow', 'red', 'all'] as const;
export type TaskFilter = (typeof TASK_FILTERS)[number];

/** The tasks that pass, those due first in front; closed ones last. */
export function listTasks(
  tasks: Iterable<Task>,
  { filter, search, now, warnDays }: { filter: TaskFilter; search: string; now: number; warnDays: number },
): Task[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const passes = (one: Task) => {
    if (filter === 'open') return one.state !== 'closed';
    return filter === 'all' || cardOf(one, now, warnDays) === filter;
  };
  const found = [...tasks].filter((one) => {
    const text = `${one.number ?? ''} ${one.title} ${one.personName ?? ''}`.toLowerCase();
    return passes(one) && words.every((word) => text.includes(word));
  });
  const closed = (one: Task) => (one.state === 'closed' ? 1 : 0);
  return found.sort((a, b) => closed(a) - closed(b) || a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));
}
