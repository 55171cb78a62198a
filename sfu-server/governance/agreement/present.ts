import { isSameText, textOf } from '../../protocol/agreement-changes.ts';
import {
  AGREEMENT_LIMITS,
  AGREEMENT_STEPS,
  type Agreement,
  type AgreementStep,
  type AgreementText,
  agreementTextSchema,
  isBeforeForce,
  isStepOpen,
  newAgreement,
  type VersionHead,
} from '../../protocol/entities/agreement.ts';
import { Refusal } from '../../protocol/errors.ts';
import { readAgreements } from '../../store/agreement-rows.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import { isBeingSealed } from '../case-papers/finished-agreement.ts';
import { type PresentCase, presentCase } from '../mutations/case-change.ts';
import type { MutationContext } from '../mutations/mutation.ts';

export interface PresentAgreement {
  readonly kase: PresentCase;
  readonly agreement: Agreement;
  /** Whether there is a row already: it is made when something is first written. */
  readonly stored: boolean;
}

/**
 * The agreement of a case that a mutation is about, if the account handles it and its state lets this step be taken.
 * @throws Refusal as `presentCase`; `row.unknown` for a case of another kind; `state.conflict`
 */
export async function presentAgreement(context: MutationContext, id: string, step: AgreementStep): Promise<PresentAgreement> {
  const kase = await presentCase(context, id);
  if (kase.kind !== 'mediation') throw new Refusal('row.unknown', 'This case is not mediated.');
  if (!AGREEMENT_STEPS[step].includes(kase.state)) {
    throw new Refusal('state.conflict', `The case is "${kase.state}": this cannot be done with its agreement any more, or not yet.`);
  }
  const [agreement] = await readAgreements(context.trx, [id]);
  if (agreement !== undefined && !isStepOpen(agreement, step)) {
    throw new Refusal('state.conflict', 'The agreement is in force: what was signed is not written over.');
  }
  if (isBeforeForce(step) && (await isBeingSealed(context.trx, id))) {
    throw new Refusal('state.conflict', 'The agreement is being sealed: what was signed is not written over.');
  }
  return { kase, agreement: agreement ?? newAgreement(id, context.now), stored: agreement !== undefined };
}

/** Makes the row where there is none. */
export async function mustBeStored({ trx, now }: MutationContext, { kase, agreement, stored }: PresentAgreement): Promise<void> {
  if (stored) return;
  const { facts, performance, copies } = agreement;
  await trx
    .insertInto('agreements')
    .values({ id: kase.id, facts, performance, copies, clauses: '[]', duties: '[]', unsaved: 0, updated_at: now })
    .execute();
}

/** Notes when it was changed and by whom, and says so wherever it is seen. */
export async function touchedAgreement(context: MutationContext, { kase, stored }: PresentAgreement): Promise<readonly TouchedRow[]> {
  const { trx, now, account } = context;
  await trx.updateTable('agreements').set({ updated_at: now, updated_by_name: account.name }).where('id', '=', kase.id).execute();
  return touchedPlaces('agreement', kase.id, { before: stored ? kase.places : [], after: kase.places });
}

/**
 * Writes another text. What somebody else had written before is kept as a version of theirs, so that of two who write at once,
 * with a line or without, nothing is lost. A paper that was made of the old text is void from here on.
 */
export async function writeText(
  context: MutationContext,
  present: PresentAgreement,
  change: (text: AgreementText) => AgreementText,
): Promise<readonly TouchedRow[]> {
  const { trx, account, now } = context;
  const { kase, agreement } = present;
  const before = textOf(agreement);
  const after = textOf(change(before));
  if (isSameText(before, after)) return [];
  await mustBeStored(context, present);
  const last = await trx
    .selectFrom('agreements')
    .select(['written_by_id', 'written_by_name', 'written_at', 'unsaved'])
    .where('id', '=', kase.id)
    .executeTakeFirstOrThrow();
  if (last.unsaved === 1 && last.written_by_id !== null && last.written_by_id !== account.id) {
    const by = { byId: last.written_by_id, byName: last.written_by_name ?? '', at: last.written_at ?? now };
    await keepVersion(context, kase.id, before, { ...by, reason: 'takenOver', note: '' });
  }
  await trx
    .updateTable('agreements')
    .set({
      facts: after.facts,
      performance: after.performance,
      copies: after.copies,
      clauses: JSON.stringify(after.clauses),
      duties: JSON.stringify(after.duties),
      unsaved: 1,
      written_by_id: account.id,
      written_by_name: account.name,
      written_at: now,
      finished: null,
    })
    .where('id', '=', kase.id)
    .execute();
  return touchedAgreement(context, present);
}

/** @returns its number @throws Refusal `state.conflict` where there are too many */
export async function keepVersion(
  { trx }: MutationContext,
  id: string,
  text: AgreementText,
  made: { byId: string; byName: string; at: number; reason: VersionHead['reason']; note: string },
): Promise<number> {
  const row = await trx
    .selectFrom('agreement_versions')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('agreement_id', '=', id)
    .executeTakeFirst();
  const number = (row?.last ?? 0) + 1;
  if (number > AGREEMENT_LIMITS.versions) throw new Refusal('state.conflict', 'This agreement has too many versions.');
  const { byId, byName, at, reason, note } = made;
  await trx
    .insertInto('agreement_versions')
    .values({ agreement_id: id, number, body: JSON.stringify(text), at, by_account_id: byId, by_name: byName, reason, note })
    .execute();
  await trx.updateTable('agreements').set({ unsaved: 0 }).where('id', '=', id).execute();
  return number;
}

/** The text of a version. @throws Refusal `row.unknown` */
export async function readVersion(db: MutationContext['trx'], id: string, number: number): Promise<AgreementText> {
  const row = await db
    .selectFrom('agreement_versions')
    .select('body')
    .where('agreement_id', '=', id)
    .where('number', '=', number)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('row.unknown', 'This agreement has no such version.');
  return agreementTextSchema.parse(JSON.parse(row.body));
}
