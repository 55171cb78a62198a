import { addCaseNote, presentCase, touchedCase } from './case-change.ts';
import type { Mutation } from './mutation.ts';

/** Adds a remark to a case, in whatever state it is. */
export const noteCase: Mutation<'case.note'> = async (args, context) => {
  const present = await presentCase(context, args.id);
  await addCaseNote(context, { id: args.noteId, caseId: args.id, state: null, text: args.text });
  await context.trx.updateTable('cases').set({ updated_at: context.now }).where('id', '=', args.id).execute();
  return touchedCase(present);
};
