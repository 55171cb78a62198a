import { type InvitedPerson, type MeetingPlan, type MeetingState, meetingStateSchema } from '../../protocol/entities/meeting.ts';
import { Refusal } from '../../protocol/errors.ts';
import { MOST_INVITATIONS } from '../../protocol/meeting-series.ts';
import { type Action, isAllowed } from '../../protocol/rights.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import { type Placement, placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import type { MutationContext } from './mutation.ts';
import { visiblePlaces } from './visible-places.ts';

export interface PresentMeeting {
  readonly id: string;
  readonly orgId: string;
  readonly shortName: string;
  /** Of its own organisation. */
  readonly path: string;
  /** That, and wherever somebody is invited from. */
  readonly places: readonly Placement[];
  readonly seriesId: string | null;
  readonly title: string;
  readonly startsAt: number;
  readonly state: MeetingState;
  readonly signed: boolean;
}

/** @throws Refusal `row.unknown` also for meetings that the account may not see */
export async function seenMeeting(context: MutationContext, id: string): Promise<PresentMeeting> {
  const places = await visiblePlaces(context, 'meeting', id);
  const row = await context.trx
    .selectFrom('meetings')
    .innerJoin('organisations', 'organisations.id', 'meetings.org_id')
    .select(['org_id', 'short_name', 'path', 'series_id', 'title', 'starts_at', 'state', 'signed_at'])
    .where('meetings.id', '=', id)
    .executeTakeFirst();
  if (row === undefined || places.length === 0) throw new Refusal('row.unknown', 'This meeting does not exist.');
  return {
    id,
    orgId: row.org_id,
    shortName: row.short_name,
    path: row.path,
    places,
    seriesId: row.series_id,
    title: row.title,
    startsAt: row.starts_at,
    state: meetingStateSchema.parse(row.state),
    signed: row.signed_at !== null,
  };
}

/** The meeting that a mutation is about, if the account runs meetings of its organisation. @throws Refusal `row.unknown`, `right.missing` */
export async function ownMeeting(context: MutationContext, id: string): Promise<PresentMeeting> {
  const meeting = await seenMeeting(context, id);
  const { role, organisation } = context.account;
  const action: Action = 'meeting.run';
  if (!isAllowed(role, action, organisation.path, meeting.path)) {
    throw new Refusal('right.missing', 'This account does not run meetings of that organisation.');
  }
  return meeting;
}

/** Minutes and decisions are written of meetings that take or took place, until they are signed. @throws Refusal `state.conflict` */
export function mustBeWritable({ state, signed }: PresentMeeting): void {
  if (signed) throw new Refusal('state.conflict', 'The minutes are signed: neither they nor the decisions change.');
  if (state === 'cancelled') throw new Refusal('state.conflict', 'The meeting is cancelled.');
}

/** One entry for each place at which the meeting stood before or stands now. */
export async function touchedMeeting({ trx }: MutationContext, { id, places }: PresentMeeting): Promise<TouchedRow[]> {
  return touchedPlaces('meeting', id, { before: places, after: await placementsOf(trx, 'meeting', [id]) });
}

interface Invited {
  readonly orgIds?: readonly string[] | undefined;
  readonly people?: readonly InvitedPerson[] | undefined;
}

/** What is invited to `meetings` meetings at once stays within what one change can tell. @throws Refusal `mutation.malformed` */
export function mustBeFew(meetings: number, { orgIds = [], people = [] }: Invited) {
  if (meetings * (orgIds.length + people.length) <= MOST_INVITATIONS) return;
  throw new Refusal('mutation.malformed', `A series has at most ${MOST_INVITATIONS} invitations.`);
}

/** Invites exactly these organisations; the own is there anyway. @throws Refusal `row.unknown` */
export async function inviteOrganisations(
  { trx }: MutationContext,
  meeting: { id: string; orgId: string },
  orgIds: readonly string[],
): Promise<void> {
  const wanted = [...new Set(orgIds)].filter((orgId) => orgId !== meeting.orgId);
  await trx.deleteFrom('meeting_orgs').where('meeting_id', '=', meeting.id).execute();
  if (wanted.length === 0) return;
  const found = await trx.selectFrom('organisations').select('id').where('id', 'in', wanted).execute();
  if (found.length < wanted.length) throw new Refusal('row.unknown', 'One of the organisations invited does not exist.');
  const rows = wanted.map((orgId) => ({ meeting_id: meeting.id, org_id: orgId }));
  await trx.insertInto('meeting_orgs').values(rows).execute();
}

/** Invites exactly these people, as people of the organisation at which they sit now. @throws Refusal `row.unknown` */
export async function invitePeople({ trx }: MutationContext, meetingId: string, people: readonly InvitedPerson[]) {
  const ids = [...new Set(people.map(({ accountId }) => accountId))];
  await trx.deleteFrom('meeting_people').where('meeting_id', '=', meetingId).execute();
  if (ids.length === 0) return;
  const found = await trx
    .selectFrom('accounts')
    .select(['id', 'name', 'org_id'])
    .where('id', 'in', ids)
    .where('disabled', '=', 0)
    .execute();
  if (found.length < ids.length) throw new Refusal('row.unknown', 'One of the people invited does not exist.');
  const rows = found.map(({ id, name, org_id }) => ({ meeting_id: meetingId, account_id: id, org_id, name }));
  await trx.insertInto('meeting_people').values(rows).execute();
}

/** The columns of what a plan, or a part of it, names; whom it invites lies in tables of its own. */
export function columnsOf(change: { readonly [F in keyof MeetingPlan]?: MeetingPlan[F] | undefined }) {
  return {
    ...(change.title !== undefined && { title: change.title }),
    ...(change.kind !== undefined && { kind: change.kind }),
    ...(change.startsAt !== undefined && { starts_at: change.startsAt }),
    ...(change.durationMin !== undefined && { duration_min: change.durationMin }),
    ...(change.agenda !== undefined && { agenda: JSON.stringify(change.agenda) }),
  };
}
