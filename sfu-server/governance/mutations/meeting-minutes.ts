import { Refusal } from '../../protocol/errors.ts';
import { nextPaperNumber } from '../paper-numbers.ts';
import { mustBeWritable, ownMeeting, touchedMeeting } from './meeting-change.ts';
import type { Mutation } from './mutation.ts';

/** Writes the fields of the minutes that are named; the others stay as somebody else may have written them. */
export const writeMinutes: Mutation<'meeting.minutes'> = async ({ id, change }, context) => {
  const meeting = await ownMeeting(context, id);
  mustBeWritable(meeting);
  const { body, ...words } = change;
  const named = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
  await context.trx
    .updateTable('meetings')
    .set({ ...named, ...(body !== undefined && { minutes_body: body }), updated_at: context.now })
    .where('id', '=', id)
    .execute();
  return touchedMeeting(context, meeting);
};

/** Signs the minutes and their papers off with name and time, and gives them their number. */
export const signMinutes: Mutation<'meeting.signMinutes'> = async ({ id }, context) => {
  const { trx, account, now } = context;
  const meeting = await ownMeeting(context, id);
  mustBeWritable(meeting);
  if (now < meeting.startsAt && meeting.state === 'planned') throw new Refusal('state.conflict', 'The meeting has not begun.');
  const { minutes_body } = await trx.selectFrom('meetings').select('minutes_body').where('id', '=', id).executeTakeFirstOrThrow();
  if (minutes_body.trim() === '') throw new Refusal('state.conflict', 'There is nothing written that could be signed.');
  const missing = await trx
    .selectFrom('attachments')
    .select('id')
    .where('owner_entity', '=', 'meeting')
    .where('owner_id', '=', id)
    .where('complete', '=', 0)
    .executeTakeFirst();
  // What is signed is whole: a paper that was only announced would be missing for ever.
  if (missing !== undefined) throw new Refusal('state.conflict', 'A paper of this meeting has not come in yet.');
  const number = await nextPaperNumber(trx, { id: meeting.orgId, shortName: meeting.shortName }, 'minutes', now);
  await trx
    .updateTable('meetings')
    .set({ minutes_number: number, signed_by_id: account.id, signed_by_name: account.name, signed_at: now, updated_at: now })
    .where('id', '=', id)
    .execute();
  return touchedMeeting(context, meeting);
};
