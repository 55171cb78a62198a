import { CompiledQuery } from 'kysely';
import { addNote, presentEvent } from './event-change.ts';
import type { Mutation } from './mutation.ts';

const TOUCH = 'update events set updated_at = ? where id = ?';

/** Adds a remark to an event, in whatever state it is. */
export const noteEvent: Mutation<'event.note'> = async (args, context) => {
  const { path } = await presentEvent(context, args.id, 'event.note');
  await addNote(context, { id: args.noteId, eventId: args.id, state: null, text: args.text });
  await context.trx.executeQuery(CompiledQuery.raw(TOUCH, [context.now, args.id]));
  return [{ entity: 'event', id: args.id, path, pathBefore: path }];
};
