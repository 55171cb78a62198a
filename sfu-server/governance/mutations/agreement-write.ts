import { textOf, withClause, withDuty, withoutClause, withoutDuty, withWords } from '../../protocol/agreement-changes.ts';
import { AGREEMENT_LIMITS } from '../../protocol/entities/agreement.ts';
import { Refusal } from '../../protocol/errors.ts';
import { keepVersion, mustBeStored, presentAgreement, readVersion, touchedAgreement, writeText } from '../agreement/present.ts';
import type { Mutation } from './mutation.ts';

/** Sets right what is named of a draft. */
export const writeAgreement: Mutation<'agreement.write'> = async ({ id, change }, context) =>
  writeText(context, await presentAgreement(context, id, 'write'), (text) => withWords(text, change));

/** Adds a clause or changes one. @throws Refusal `state.conflict` where there are too many */
export const putClause: Mutation<'agreement.putClause'> = async ({ id, clauseId, change }, context) => {
  const present = await presentAgreement(context, id, 'write');
  const { clauses } = present.agreement;
  if (clauses.length >= AGREEMENT_LIMITS.clauses && !clauses.some((one) => one.id === clauseId)) {
    throw new Refusal('state.conflict', `An agreement has at most ${AGREEMENT_LIMITS.clauses} clauses.`);
  }
  return writeText(context, present, (text) => withClause(text, clauseId, change));
};

/** Takes a clause out. Twice is as good as once. */
export const dropClause: Mutation<'agreement.dropClause'> = async ({ id, clauseId }, context) =>
  writeText(context, await presentAgreement(context, id, 'write'), (text) => withoutClause(text, clauseId));

/** Adds a duty or puts another in its place. @throws Refusal `state.conflict` where there are too many */
export const putDuty: Mutation<'agreement.putDuty'> = async ({ id, duty }, context) => {
  const present = await presentAgreement(context, id, 'write');
  const { duties } = present.agreement;
  if (duties.length >= AGREEMENT_LIMITS.duties && !duties.some((one) => one.id === duty.id)) {
    throw new Refusal('state.conflict', `An agreement has at most ${AGREEMENT_LIMITS.duties} duties.`);
  }
  return writeText(context, present, (text) => withDuty(text, duty));
};

/** Takes a duty out. Twice is as good as once. */
export const dropDuty: Mutation<'agreement.dropDuty'> = async ({ id, dutyId }, context) =>
  writeText(context, await presentAgreement(context, id, 'write'), (text) => withoutDuty(text, dutyId));

/** Keeps the draft as a version, under the name of whoever saves it. */
export const saveAgreement: Mutation<'agreement.save'> = async ({ id, note }, context) => {
  const { account, now } = context;
  const present = await presentAgreement(context, id, 'write');
  await mustBeStored(context, present);
  const made = { byId: account.id, byName: account.name, at: now, reason: 'saved', note: note.trim() } as const;
  await keepVersion(context, id, textOf(present.agreement), made);
  return touchedAgreement(context, present);
};

/** Makes an older version the draft again; the draft that it replaces is kept too. @throws Refusal `row.unknown` */
export const restoreAgreement: Mutation<'agreement.restore'> = async ({ id, number }, context) => {
  const { trx, account, now } = context;
  const present = await presentAgreement(context, id, 'write');
  const version = await readVersion(trx, id, number);
  const { unsaved } = await trx.selectFrom('agreements').select('unsaved').where('id', '=', id).executeTakeFirstOrThrow();
  const by = { byId: account.id, byName: account.name, at: now };
  if (unsaved === 1) await keepVersion(context, id, textOf(present.agreement), { ...by, reason: 'takenOver', note: '' });
  await writeText(context, present, () => version);
  await keepVersion(context, id, version, { ...by, reason: 'restored', note: String(number) });
  return touchedAgreement(context, present);
};
