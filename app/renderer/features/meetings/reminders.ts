import type { Meeting } from '../../../../sfu-server/protocol/entities/meeting.ts';

/** Minutes before the beginning at which a seat is reminded. */
export const REMIND_MINUTES = [15, 1] as const;
const MINUTE_MS = 60_000;
/** A meeting that began longer ago than this is not brought up any more, ms. */
const LATE_MS = 10 * MINUTE_MS;

/** How long before the beginning those invited hear that a meeting is off, ms: whoever plans to go has to know the day before. */
const CANCELLED_AHEAD_MS = 24 * 60 * MINUTE_MS;
/** For so long after it was called off it is brought up whenever it was to begin, ms. */
const CANCELLED_FRESH_MS = 30 * MINUTE_MS;

/** Whom a reminder is for: somebody of the own or an invited organisation, or somebody invited by name. */
export interface Attendee {
  readonly accountId: string;
  readonly orgId: string;
}

/** A reminder that is due: `key` is another one at each of its times, so that each can be put away by itself. */
export interface Reminder {
  readonly key: string;
  readonly meeting: Meeting;
}

export function isFor({ orgId, orgIds, people }: Meeting, me: Attendee): boolean {
  return orgId === me.orgId || orgIds.includes(me.orgId) || people.some(({ accountId }) => accountId === me.accountId);
}

/**
 * What a seat is to be reminded of at `now` (the server's time, UTC ms), the soonest first. A meeting whose organisation has
 * excused itself is left out; one that is open stays until it is put away, or is long under way.
 */
export function dueReminders(meetings: Iterable<Meeting>, me: Attendee, now: number): Reminder[] {
  const due: Reminder[] = [];
  for (const meeting of meetings) {
    const { state, startsAt, answers } = meeting;
    if (isCancelledSoon(meeting, me, now)) due.push({ key: `${meeting.id} ${startsAt} cancelled`, meeting });
    if ((state !== 'planned' && state !== 'open') || now > startsAt + LATE_MS || !isFor(meeting, me)) continue;
    if (answers.some(({ orgId, answer }) => orgId === me.orgId && answer === 'excused')) continue;
    const left = startsAt - now;
    const at = REMIND_MINUTES.findLast((minutes) => left <= minutes * MINUTE_MS);
    if (at !== undefined) due.push({ key: `${meeting.id} ${startsAt} ${at}`, meeting });
  }
  return due.sort((a, b) => a.meeting.startsAt - b.meeting.startsAt);
}

/** Called off, with others invited than those who did it. */
function isCancelledSoon(meeting: Meeting, me: Attendee, now: number): boolean {
  const { state, startsAt, updatedAt, orgId, orgIds } = meeting;
  if (state !== 'cancelled' || now > startsAt || (orgId === me.orgId && !orgIds.includes(me.orgId) && !isByName(meeting, me))) return false;
  return isFor(meeting, me) && (startsAt - now <= CANCELLED_AHEAD_MS || now - updatedAt <= CANCELLED_FRESH_MS);
}

function isByName({ people }: Meeting, me: Attendee): boolean {
  return people.some(({ accountId }) => accountId === me.accountId);
}
