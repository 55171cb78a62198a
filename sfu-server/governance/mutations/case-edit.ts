import { isFieldOf } from '../../protocol/entities/case.ts';
import { Refusal } from '../../protocol/errors.ts';
import { presentCase, touchedCase } from './case-change.ts';
import type { Mutation } from './mutation.ts';

/** Sets right what is written about a case, as long as it is open. */
export const editCase: Mutation<'case.edit'> = async ({ id, change }, context) => {
  const present = await presentCase(context, id);
  if (present.state === 'closed') throw new Refusal('state.conflict', 'The case is closed: what is written about it stays.');
  if (typeof change.field === 'string' && !isFieldOf(present.kind, change.field)) {
    throw new Refusal('mutation.malformed', `A case of ${present.kind} is not about ${change.field}.`);
  }
  await context.trx
    .updateTable('cases')
    .set({
      updated_at: context.now,
      ...(change.title !== undefined && { title: change.title }),
      ...(change.applicantName !== undefined && { applicant_name: change.applicantName }),
      ...(change.respondentName !== undefined && { respondent_name: change.respondentName }),
      ...(change.phone !== undefined && { phone: change.phone }),
      ...(change.facts !== undefined && { facts: change.facts }),
      ...(change.field !== undefined && { field: change.field }),
      ...(change.handlerName !== undefined && { handler_name: change.handlerName }),
    })
    .where('id', '=', id)
    .execute();
  return touchedCase(present);
};
