import { addNote, presentEvent } from './event-change.ts';
import type { Mutation } from './mutation.ts';

/** Adds a remark to an event, in whatever state it is. */
export const noteEvent: Mutation<'event.note'> = async (args, context) => {
  const { path } = await presentEvent(context, args.id, 'event.note');
  await addNote(context, { id: args.noteId, eventId: args.id, state: null, text: args.text });
  await context.trx.updateTable('events').set({ updated_at: context.now }).where('id', '=', args.id).execute();
  return [{ entity: 'event', id: args.id, path, pathBefore: path }];
};
