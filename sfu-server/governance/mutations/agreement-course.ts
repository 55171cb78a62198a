import { textOf } from '../../protocol/agreement-changes.ts';
import { AGREEMENT_LIMITS, type Agreement, mayBeTakenUp } from '../../protocol/entities/agreement.ts';
import { Refusal } from '../../protocol/errors.ts';
import { keepVersion, mustBeStored, type PresentAgreement, presentAgreement, touchedAgreement } from '../agreement/present.ts';
import { addCaseNote, touchedCase } from './case-change.ts';
import type { Mutation, MutationContext } from './mutation.ts';

/** Says since when an agreement that was signed and sealed on paper is in force. @throws Refusal `state.conflict` where nothing was signed */
export const takeEffect: Mutation<'agreement.takeEffect'> = async ({ id, at }, context) => {
  const { trx, now } = context;
  const present = await presentAgreement(context, id, 'takeEffect');
  if (present.agreement.clauses.length + present.agreement.duties.length === 0) {
    throw new Refusal('state.conflict', 'There is nothing that could be in force.');
  }
  await mustBeSigned(trx, present.agreement);
  if (at > now) throw new Refusal('state.conflict', 'This day is still to come.');
  await trx.updateTable('agreements').set({ effective_at: at }).where('id', '=', id).execute();
  return touchedAgreement(context, present);
};

/**
 * Takes up again what is in force, with a reason: it is a draft from here on, its text is kept as a version and its sealed paper as it is.
 * @throws Refusal `state.conflict` where nothing is in force, or the court is asked to confirm it or has: then it holds
 */
export const takeUpAgreement: Mutation<'agreement.takeUp'> = async ({ id, noteId, reason }, context) => {
  const { trx, account, now } = context;
  const present = await presentAgreement(context, id, 'takeUp');
  const { kase, agreement } = present;
  mustBeInForce(present);
  if (!mayBeTakenUp(agreement)) throw new Refusal('state.conflict', 'The court is asked to confirm this agreement, or has confirmed it.');
  const made = { byId: account.id, byName: account.name, at: now, reason: 'saved', note: reason.slice(0, 100) } as const;
  await keepVersion(context, id, textOf(agreement), made);
  await addCaseNote(context, { id: noteId, caseId: id, state: null, text: reason });
  await trx.updateTable('agreements').set({ effective_at: null, finished: null, confirmation: null }).where('id', '=', id).execute();
  return [...(await touchedAgreement(context, present)), ...touchedCase(kase)];
};

/** Notes what was seen of a duty. @throws Refusal `row.unknown` for a duty or a receipt that the case does not have */
export const performDuty: Mutation<'agreement.perform'> = async ({ id, outcomeId, ...outcome }, context) => {
  const { trx, account, now } = context;
  const present = await presentAgreement(context, id, 'perform');
  mustBeInForce(present);
  const { duties, outcomes } = present.agreement;
  if (!duties.some((duty) => duty.id === outcome.dutyId)) throw new Refusal('row.unknown', 'This agreement has no such duty.');
  if (outcomes.length >= AGREEMENT_LIMITS.outcomes) throw new Refusal('state.conflict', 'Too much was noted of this agreement.');
  const taken = await trx.selectFrom('agreement_outcomes').select('id').where('id', '=', outcomeId).executeTakeFirst();
  if (taken !== undefined) throw new Refusal('state.conflict', 'A note with this id exists already.');
  const known = await trx
    .selectFrom('attachments')
    .select('id')
    .where('owner_entity', '=', 'case')
    .where('owner_id', '=', id)
    .where('id', 'in', outcome.receiptIds.length === 0 ? [''] : outcome.receiptIds)
    .execute();
  if (known.length < new Set(outcome.receiptIds).size) throw new Refusal('row.unknown', 'A receipt is no file of this case.');
  const body = JSON.stringify({ ...outcome, id: outcomeId, notedAt: now, byName: account.name });
  await trx
    .insertInto('agreement_outcomes')
    .values({ id: outcomeId, agreement_id: id, duty_id: outcome.dutyId, body, noted_at: now, by_account_id: account.id })
    .execute();
  return touchedAgreement(context, present);
};

/** Notes a follow-up visit (回访). */
export const followUpAgreement: Mutation<'agreement.followUp'> = async ({ id, followUpId, ...words }, context) => {
  const { trx, account, now } = context;
  const present = await presentAgreement(context, id, 'followUp');
  if (present.agreement.followUps.length >= AGREEMENT_LIMITS.followUps) {
    throw new Refusal('state.conflict', `An agreement is followed up at most ${AGREEMENT_LIMITS.followUps} times.`);
  }
  const taken = await trx.selectFrom('agreement_follow_ups').select('id').where('id', '=', followUpId).executeTakeFirst();
  if (taken !== undefined) throw new Refusal('state.conflict', 'A follow-up with this id exists already.');
  await mustBeStored(context, present);
  const body = JSON.stringify({ id: followUpId, ...words, byName: account.name, notedAt: now });
  await trx
    .insertInto('agreement_follow_ups')
    .values({ id: followUpId, agreement_id: id, body, noted_at: now, by_account_id: account.id })
    .execute();
  return touchedAgreement(context, present);
};

/** Both sides ask the court to confirm. @throws Refusal `state.conflict` where the court has answered, or nothing is in force */
export const applyConfirmation: Mutation<'agreement.applyConfirmation'> = async ({ id, court, appliedAt }, context) => {
  const { trx, account } = context;
  const present = await presentAgreement(context, id, 'confirm');
  mustBeInForce(present);
  const { confirmation } = present.agreement;
  if (confirmation !== null && confirmation.answer !== null) throw new Refusal('state.conflict', 'The court has answered already.');
  const body = JSON.stringify({ court, appliedAt, byName: account.name, answer: null });
  await trx.updateTable('agreements').set({ confirmation: body }).where('id', '=', id).execute();
  return touchedAgreement(context, present);
};

/** What the court has said; said again, it replaces what was said. */
export const courtAnswered: Mutation<'agreement.courtAnswer'> = async ({ id, answer }, context) => {
  const { trx, account } = context;
  const present = await presentAgreement(context, id, 'confirm');
  const { confirmation } = present.agreement;
  if (confirmation === null) throw new Refusal('state.conflict', 'The court was not asked.');
  const body = JSON.stringify({ ...confirmation, answer: { ...answer, byName: account.name } });
  await trx.updateTable('agreements').set({ confirmation: body }).where('id', '=', id).execute();
  return touchedAgreement(context, present);
};

/** Either the paper of this very text, or one that was brought with its hands. */
async function mustBeSigned(trx: MutationContext['trx'], { id, finished }: Agreement): Promise<void> {
  const signed = await trx
    .selectFrom('case_papers')
    .select(['id', 'input'])
    .where('case_id', '=', id)
    .where('form', '=', 'agreement')
    .where('state', 'in', ['signed', 'sealed'])
    .execute();
  if (!signed.some((paper) => paper.input === null || paper.id === finished?.paperId)) {
    throw new Refusal('state.conflict', 'The case has no agreement that was signed.');
  }
}

function mustBeInForce({ agreement }: PresentAgreement): void {
  if (agreement.effectiveAt === null) throw new Refusal('state.conflict', 'The agreement is not in force.');
}
