import type { Mediation, Mediator } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import { isAllowed } from '../../protocol/rights.ts';
import { AccountRepository } from '../../store/accounts.ts';
import { presentMediation, touchedBoth } from '../mediation/present.ts';
import { takeOver } from '../mediation/transfers.ts';
import type { PresentCase } from './case-change.ts';
import type { Mutation, MutationContext } from './mutation.ts';

/** Says who mediates, and who helps. */
export const assignMediation: Mutation<'mediation.assign'> = async (args, context) => {
  const { kase, mediation } = await presentMediation(context, args.id, 'assign');
  const mediator = args.mediator === null ? null : await mediatorFor(context, kase, mediation, args.mediator.accountId);
  const assistants: Mediator[] = [];
  for (const { accountId } of args.assistants) {
    if (accountId === mediator?.accountId || assistants.some((one) => one.accountId === accountId)) continue;
    assistants.push(await mediatorFor(context, kase, mediation, accountId));
  }
  await write(context, args.id, mediator, assistants);
  if (mediator !== null) await takeOver(context, mediation);
  return touchedBoth(context, kase);
};

/** Notes that somebody may not mediate; whoever was assigned is taken off. The first reason that was given stays. */
export const declareConflict: Mutation<'mediation.declare'> = async ({ id, person, reason }, context) => {
  const { trx, account, now } = context;
  const { kase, mediation } = await presentMediation(context, id, 'declare');
  const stored = await new AccountRepository(trx).findById(person.accountId);
  if (stored === null) throw new Refusal('account.unknown', 'This account does not exist.');
  const by = { by_account_id: account.id, by_name: account.name };
  await trx
    .insertInto('mediation_declarations')
    .values({ mediation_id: id, account_id: person.accountId, name: stored.account.name, reason, at: now, ...by })
    .onConflict((conflict) => conflict.columns(['mediation_id', 'account_id']).doNothing())
    .execute();
  const mediator = mediation.mediator?.accountId === person.accountId ? null : mediation.mediator;
  await write(
    context,
    id,
    mediator,
    mediation.assistants.filter(({ accountId }) => accountId !== person.accountId),
  );
  return touchedBoth(context, kase);
};

/** @throws Refusal `mediation.conflict_declared`; `mediation.not_a_mediator` for whoever could not handle the case */
async function mediatorFor({ trx }: MutationContext, kase: PresentCase, mediation: Mediation, accountId: string): Promise<Mediator> {
  if (mediation.declarations.some((one) => one.accountId === accountId)) {
    throw new Refusal('mediation.conflict_declared', 'This person has declared a conflict of interest.');
  }
  const stored = await new AccountRepository(trx).findById(accountId);
  const account = stored?.account;
  if (stored === null || account === undefined || stored.disabled) throw new Refusal('account.unknown', 'This account does not exist.');
  if (!isAllowed(account.role, 'case.handle.mediation', account.organisation.path, kase.path)) {
    throw new Refusal('mediation.not_a_mediator', 'This account does not mediate there.');
  }
  return { accountId, name: account.name };
}

async function write({ trx }: MutationContext, id: string, mediator: Mediator | null, assistants: readonly Mediator[]): Promise<void> {
  await trx
    .updateTable('mediations')
    .set({ mediator_id: mediator?.accountId ?? null, mediator_name: mediator?.name ?? null, assistants: JSON.stringify(assistants) })
    .where('id', '=', id)
    .execute();
  await trx
    .updateTable('cases')
    .set({ handler_name: mediator?.name ?? null })
    .where('id', '=', id)
    .execute();
}
