import { Refusal } from '../../protocol/errors.ts';
import { seenMeeting, touchedMeeting } from './meeting-change.ts';
import type { Mutation } from './mutation.ts';
import { organisationFor } from './organisation.ts';

/** Keeps what an invited organisation says about who comes. */
export const answerMeeting: Mutation<'meeting.answer'> = async ({ id, orgId, answer, words }, context) => {
  const { trx, account, now } = context;
  const meeting = await seenMeeting(context, id);
  await organisationFor(context, orgId, 'meeting.answer');
  if (meeting.state !== 'planned' && meeting.state !== 'open') {
    throw new Refusal('state.conflict', `The meeting is "${meeting.state}" now.`);
  }
  const invited = async (table: 'meeting_orgs' | 'meeting_people') =>
    (await trx.selectFrom(table).select('org_id').where('meeting_id', '=', id).where('org_id', '=', orgId).executeTakeFirst()) !==
    undefined;
  if (!((await invited('meeting_orgs')) || (await invited('meeting_people')))) {
    throw new Refusal('state.conflict', 'That organisation is not invited.');
  }
  const said = { answer, words, by_account_id: account.id, by_name: account.name, at: now };
  await trx
    .insertInto('meeting_answers')
    .values({ meeting_id: id, org_id: orgId, ...said })
    .onConflict((conflict) => conflict.columns(['meeting_id', 'org_id']).doUpdateSet(said))
    .execute();
  await trx.updateTable('meetings').set({ updated_at: now }).where('id', '=', id).execute();
  return touchedMeeting(context, meeting);
};
