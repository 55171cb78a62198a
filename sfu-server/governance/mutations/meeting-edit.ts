import type { MeetingState } from '../../protocol/entities/meeting.ts';
import { Refusal } from '../../protocol/errors.ts';
import { MOST_INVITATIONS } from '../../protocol/meeting-series.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import {
  columnsOf,
  inviteOrganisations,
  invitePeople,
  mustBeFew,
  ownMeeting,
  type PresentMeeting,
  seenMeeting,
  touchedMeeting,
} from './meeting-change.ts';
import type { Mutation, MutationContext } from './mutation.ts';
import { filesThatMoved, placesOfFiles } from './owned-files.ts';

/** Meetings and papers that come or go with one change, each at every place: what one transaction can bear. */
const MOST_TOLD = 2 * MOST_INVITATIONS;

/** Changes what is planned, of one meeting or of all that follow in its series. */
export const editMeeting: Mutation<'meeting.edit'> = async ({ id, scope, change }, context) => {
  const chosen = await plannedMeeting(context, id);
  const shift = change.startsAt === undefined ? null : change.startsAt - chosen.startsAt;
  const touched: TouchedRow[] = [];
  const meetings = await inScope(context, chosen, scope);
  mustBeFew(meetings.length, change);
  for (const meeting of meetings) {
    const files = await placesOfFiles(context, 'meeting', meeting.id);
    const moved = shift === null ? {} : { startsAt: meeting.startsAt + shift };
    await context.trx
      .updateTable('meetings')
      .set({ ...columnsOf({ ...change, ...moved }), updated_at: context.now, ...aloneIn(chosen, scope) })
      .where('id', '=', meeting.id)
      .execute();
    if (change.orgIds !== undefined) await inviteOrganisations(context, meeting, change.orgIds);
    if (change.people !== undefined) await invitePeople(context, meeting.id, change.people);
    touched.push(...(await touchedMeeting(context, meeting)));
    touched.push(...filesThatMoved(files, await placesOfFiles(context, 'meeting', meeting.id)));
    if (touched.length > MOST_TOLD) throw new Refusal('mutation.malformed', `One change is told at most ${MOST_TOLD} times.`);
  }
  return touched;
};

/** Calls off a meeting, or all that follow in its series. They stay to be seen. */
export const cancelMeeting: Mutation<'meeting.cancel'> = async ({ id, scope, reason }, context) => {
  const chosen = await plannedMeeting(context, id);
  const touched: TouchedRow[] = [];
  const cancelled: MeetingState = 'cancelled';
  for (const meeting of await inScope(context, chosen, scope)) {
    await context.trx
      .updateTable('meetings')
      .set({ state: cancelled, cancel_reason: reason, updated_at: context.now, ...aloneIn(chosen, scope) })
      .where('id', '=', meeting.id)
      .execute();
    touched.push(...(await touchedMeeting(context, meeting)));
  }
  return touched;
};

type Scope = 'this' | 'following';

/** Signed minutes name the meeting as it was planned: from then on the plan stays, too. @throws Refusal `state.conflict` */
async function plannedMeeting(context: MutationContext, id: string): Promise<PresentMeeting> {
  const meeting = await ownMeeting(context, id);
  if (meeting.state !== 'planned') throw new Refusal('state.conflict', `The meeting is "${meeting.state}" now and its plan stays.`);
  if (meeting.signed) throw new Refusal('state.conflict', 'The minutes are signed: the plan stays.');
  return meeting;
}

function aloneIn({ seriesId }: PresentMeeting, scope: Scope) {
  return seriesId !== null && scope === 'this' ? ({ alone: 1 } as const) : {};
}

/** The meetings that a change is for, the chosen one first; what was changed alone before, or is signed, is passed over. */
async function inScope(context: MutationContext, chosen: PresentMeeting, scope: Scope): Promise<PresentMeeting[]> {
  if (scope === 'this' || chosen.seriesId === null) return [chosen];
  const rows = await context.trx
    .selectFrom('meetings')
    .select('id')
    .where('series_id', '=', chosen.seriesId)
    .where('starts_at', '>', chosen.startsAt)
    .where('state', '=', 'planned')
    .where('alone', '=', 0)
    .where('signed_at', 'is', null)
    .orderBy('starts_at')
    .execute();
  const following: PresentMeeting[] = [];
  for (const { id } of rows) following.push(await seenMeeting(context, id));
  return [chosen, ...following];
}
