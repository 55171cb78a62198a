import { Refusal } from '../../protocol/errors.ts';
import { placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import { nextPaperNumber } from '../paper-numbers.ts';
import { mustBeWritable, ownMeeting } from './meeting-change.ts';
import type { Mutation } from './mutation.ts';
import { presentOrganisation } from './organisation.ts';

/** Makes a decision of a meeting a task of an organisation below, or of one that was invited. */
export const decideInMeeting: Mutation<'meeting.decide'> = async (args, context) => {
  const { trx, account, now } = context;
  const meeting = await ownMeeting(context, args.id);
  mustBeWritable(meeting);
  const owner = await presentOrganisation(context, args.ownerOrgId);
  if (!owner.path.startsWith(meeting.path) && !meeting.places.some(({ path }) => path === owner.path)) {
    throw new Refusal('state.conflict', 'That organisation is neither below nor invited.');
  }
  if ((await trx.selectFrom('tasks').select('id').where('id', '=', args.taskId).executeTakeFirst()) !== undefined) {
    throw new Refusal('state.conflict', 'A task with this id exists already.');
  }
  await trx
    .insertInto('tasks')
    .values({
      id: args.taskId,
      meeting_id: args.id,
      org_id: meeting.orgId,
      owner_org_id: owner.id,
      number: await nextPaperNumber(trx, { id: meeting.orgId, shortName: meeting.shortName }, 'task', now),
      meeting_title: meeting.title,
      title: args.title,
      detail: args.detail,
      person_name: args.personName,
      due_at: args.dueAt,
      state: 'assigned',
      decided_by_id: account.id,
      decided_by_name: account.name,
      decided_at: args.decidedAt,
      received_at: now,
      updated_at: now,
    })
    .execute();
  return touchedPlaces('task', args.taskId, { before: [], after: await placementsOf(trx, 'task', [args.taskId]) });
};
