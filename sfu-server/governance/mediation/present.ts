import { MEDIATION_STEPS, type Mediation, type MediationStep } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import { type PresentCase, presentCase, touchedCase } from '../mutations/case-change.ts';
import type { MutationContext } from '../mutations/mutation.ts';

export interface PresentMediation {
  readonly kase: PresentCase;
  readonly mediation: Mediation;
}

/**
 * The mediation of a case that a mutation is about, if the account handles it and its state lets this step be taken.
 * @throws Refusal as `presentCase`; `row.unknown` for a case of another kind; `state.conflict`
 */
export async function presentMediation(context: MutationContext, id: string, step: MediationStep): Promise<PresentMediation> {
  const kase = await presentCase(context, id);
  const [mediation] = await readMediations(context.trx, [id]);
  if (mediation === undefined) throw new Refusal('row.unknown', 'This case is not mediated.');
  if (!MEDIATION_STEPS[step].includes(kase.state)) {
    throw new Refusal('state.conflict', `The case is "${kase.state}": this cannot be done with it any more, or not yet.`);
  }
  return { kase, mediation };
}

/** Notes when the mediation was changed, and says so wherever it is seen. */
export async function touchedMediation({ trx, now }: MutationContext, { id, places }: PresentCase): Promise<readonly TouchedRow[]> {
  await trx.updateTable('mediations').set({ updated_at: now }).where('id', '=', id).execute();
  return touchedPlaces('mediation', id, { before: places, after: places });
}

/** As `touchedMediation`, and the case as well. */
export async function touchedBoth(context: MutationContext, kase: PresentCase): Promise<readonly TouchedRow[]> {
  await context.trx.updateTable('cases').set({ updated_at: context.now }).where('id', '=', kase.id).execute();
  return [...touchedCase(kase), ...(await touchedMediation(context, kase))];
}
