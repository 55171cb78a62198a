import { EVENT_TRANSITIONS } from '../../protocol/entities/event.ts';
import { Refusal } from '../../protocol/errors.ts';
import { dueAt } from '../event-limits.ts';
import { addNote, presentEvent } from './event-change.ts';
import type { Mutation } from './mutation.ts';

/** Takes an event to its next step, with what is to be said about it. */
export const advanceEvent: Mutation<'event.advance'> = async (args, context) => {
  const present = await presentEvent(context, args.id, 'event.advance');
  const { state, path } = present;
  if (!EVENT_TRANSITIONS[state].includes(args.to)) {
    throw new Refusal('state.conflict', `The event is "${state}" now and cannot become "${args.to}".`);
  }
  await addNote(context, { id: args.noteId, eventId: args.id, state: args.to, text: args.note });
  const limit = args.to === 'accepted' && present.dueAt === null ? { due_at: dueAt(present.level, context.now) } : {};
  await context.trx
    .updateTable('events')
    .set({ state: args.to, updated_at: context.now, ...limit })
    .where('id', '=', args.id)
    .execute();
  return [{ entity: 'event', id: args.id, path, pathBefore: path }];
};
