import type { AttachmentOwner } from '../../protocol/entities/attachment.ts';
import { presentCase } from './case-change.ts';
import { presentDocument } from './document-change.ts';
import { presentEvent } from './event-change.ts';
import { mustBeWritable, ownMeeting } from './meeting-change.ts';
import type { MutationContext } from './mutation.ts';
import { pathOfMediator } from './team-mediator.ts';

/** What it takes to add files to a row: the right to write on it. See `mustWriteOn` for what each throws. */
const OWNERS: { readonly [O in AttachmentOwner]: (context: MutationContext, id: string) => Promise<unknown> } = {
  event: presentEventToAttach,
  case: presentCase,
  document: presentDocument,
  meeting: meetingToAttach,
  mediator: pathOfMediator,
};

/** Whoever may report but not add notes may still add files to what they have reported themselves: the pictures belong to the report. */
async function presentEventToAttach(context: MutationContext, id: string): Promise<unknown> {
  const { trx, account } = context;
  const own = await trx.selectFrom('events').select('id').where('id', '=', id).where('reported_by_id', '=', account.id).executeTakeFirst();
  return presentEvent(context, id, own === undefined ? 'event.note' : 'event.report');
}

/** Papers come from whoever runs the meeting; with the minutes they are signed, and then none comes or goes. */
async function meetingToAttach(context: MutationContext, id: string): Promise<unknown> {
  const meeting = await ownMeeting(context, id);
  mustBeWritable(meeting);
  return meeting;
}

/** @throws Refusal `row.unknown` also for rows that the account may not see; `right.missing`; `state.conflict` where the row takes no more */
export async function mustWriteOn(context: MutationContext, entity: AttachmentOwner, id: string): Promise<void> {
  await OWNERS[entity](context, id);
}
