import { type CaseWords, isFieldOf } from '../../protocol/entities/case.ts';
import type { Side } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { type PresentCase, presentCase, touchedCase } from './case-change.ts';
import type { Mutation, MutationContext } from './mutation.ts';

/** Sets right what is written about a case, as long as it is open. */
export const editCase: Mutation<'case.edit'> = async ({ id, change }, context) => {
  const present = await presentCase(context, id);
  if (present.state === 'closed') throw new Refusal('state.conflict', 'The case is closed: what is written about it stays.');
  if (typeof change.field === 'string' && !isFieldOf(present.kind, change.field)) {
    throw new Refusal('mutation.malformed', `A case of ${present.kind} is not about ${change.field}.`);
  }
  if (present.kind === 'mediation') await mustStandInTheCaseOnly(context, present, change);
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

const NAMES_OF_SIDES = [
  ['applicantName', 'applicant'],
  ['respondentName', 'respondent'],
] as const satisfies readonly (readonly [keyof CaseWords, Side])[];

/**
 * Who mediates is assigned, and a side with parties is called by their names: neither is written twice.
 * @throws Refusal `mutation.malformed`; `state.conflict`
 */
async function mustStandInTheCaseOnly(
  { trx }: MutationContext,
  { id }: PresentCase,
  change: { readonly [F in keyof CaseWords]?: CaseWords[F] | undefined },
): Promise<void> {
  if (change.handlerName !== undefined) throw new Refusal('mutation.malformed', 'Who mediates is assigned.');
  const [mediation] = await readMediations(trx, [id]);
  for (const [name, side] of NAMES_OF_SIDES) {
    if (change[name] !== undefined && mediation?.parties.some((one) => one.side === side)) {
      throw new Refusal('state.conflict', `The ${side} is named by the parties.`);
    }
  }
}
