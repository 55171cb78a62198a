import {
  type AgendaItem,
  type InvitedPerson,
  type Meeting,
  type MeetingKind,
  meetingPlanSchema,
} from '../../../../sfu-server/protocol/entities/meeting.ts';
import { type MeetingSeries, MOST_INVITATIONS, occurrencesOf } from '../../../../sfu-server/protocol/meeting-series.ts';
import { MUTATION_SCHEMAS, type MutationArgs } from '../../../../sfu-server/protocol/mutations.ts';
import { fromInput, toInput } from './county-input.ts';

/** What a person has filled in so far. */
export interface MeetingDraft {
  readonly orgId: string;
  readonly title: string;
  readonly kind: MeetingKind;
  /** As the inputs hold them, in the county's zone. */
  readonly starts: string;
  readonly until: string;
  readonly every: MeetingSeries['every'] | 'none';
  readonly durationMin: number;
  readonly agenda: readonly { readonly title: string; readonly minutes: number; readonly speaker: string }[];
  readonly orgIds: readonly string[];
  readonly people: readonly InvitedPerson[];
}

const HOUR_MS = 3_600_000;

/** A meeting of one hour at the next full hour. `now`: UTC ms. */
export function emptyDraft(orgId: string, now: number): MeetingDraft {
  const starts = toInput(now - (now % HOUR_MS) + HOUR_MS);
  return { orgId, title: '', kind: 'regular', starts, until: starts, every: 'none', durationMin: 60, agenda: [], orgIds: [], people: [] };
}

export function draftOf(meeting: Meeting): MeetingDraft {
  const { orgId, title, kind, startsAt, durationMin, orgIds, people } = meeting;
  const agenda = meeting.agenda.map((item) => ({ ...item, speaker: item.speaker ?? '' }));
  const starts = toInput(startsAt);
  return { orgId, title, kind, starts, until: starts, every: 'none', durationMin, agenda, orgIds, people };
}

function seriesOf({ every, until }: MeetingDraft): MeetingSeries | null {
  const at = fromInput(until);
  return every === 'none' || at === null ? null : { every, until: at };
}

/** How many meetings a draft makes; null where it makes none or too many. */
export function countOf(draft: MeetingDraft): number | null {
  const at = fromInput(draft.starts);
  return at === null ? null : (occurrencesOf(at, seriesOf(draft))?.length ?? null);
}

/** Whether a draft's meetings invite more, all together, than one change can tell. */
export function invitesTooMany(draft: MeetingDraft): boolean {
  return (countOf(draft) ?? 0) * (draft.orgIds.length + draft.people.length) > MOST_INVITATIONS;
}

function planOf(draft: MeetingDraft) {
  const agenda = draft.agenda
    .filter(({ title }) => title.trim() !== '')
    .map(({ title, minutes, speaker }): AgendaItem => ({ title, minutes, speaker: speaker.trim() === '' ? null : speaker.trim() }));
  const { title, kind, durationMin, orgIds, people } = draft;
  const parsed = meetingPlanSchema.safeParse({ title, kind, durationMin, agenda, orgIds, people, startsAt: fromInput(draft.starts) });
  return parsed.success ? parsed.data : null;
}

/** The mutation for a new one; null while the draft has problems. `id` is a UUIDv7 made by this console. */
export function planningOf(draft: MeetingDraft, id: string, now: number): MutationArgs<'meeting.plan'> | null {
  const plan = planOf(draft);
  if (plan === null || countOf(draft) === null || invitesTooMany(draft)) return null;
  const args = MUTATION_SCHEMAS['meeting.plan'].safeParse({ id, orgId: draft.orgId, ...plan, series: seriesOf(draft), plannedAt: now });
  return args.success ? args.data : null;
}

/** What a draft changes, and nothing else, as others may change other fields meanwhile; null where that is nothing. */
export function changeOf(draft: MeetingDraft, before: Meeting, scope: 'this' | 'following'): MutationArgs<'meeting.edit'> | null {
  const plan = planOf(draft);
  if (plan === null) return null;
  const was: Readonly<Record<string, unknown>> = before;
  const change = Object.fromEntries(Object.entries(plan).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(was[field])));
  const args = MUTATION_SCHEMAS['meeting.edit'].safeParse({ id: before.id, scope, change });
  return args.success ? args.data : null;
}
