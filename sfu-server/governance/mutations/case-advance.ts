import { CASE_TRANSITIONS } from '../../protocol/entities/case.ts';
import { Refusal } from '../../protocol/errors.ts';
import { caseDueAt } from '../case-limits.ts';
import { addCaseNote, presentCase, touchedCase } from './case-change.ts';
import type { Mutation } from './mutation.ts';

/** Takes a case to its next step, with what is to be said about it. */
export const advanceCase: Mutation<'case.advance'> = async (args, context) => {
  const present = await presentCase(context, args.id);
  const { kind, state, dueAt } = present;
  if (!CASE_TRANSITIONS[state].includes(args.to)) {
    throw new Refusal('state.conflict', `The case is "${state}" now and cannot become "${args.to}".`);
  }
  await addCaseNote(context, { id: args.noteId, caseId: args.id, state: args.to, text: args.note });
  await context.trx
    .updateTable('cases')
    .set({ state: args.to, updated_at: context.now, due_at: caseDueAt(kind, args.to, context.now, dueAt) })
    .where('id', '=', args.id)
    .execute();
  return touchedCase(present);
};
