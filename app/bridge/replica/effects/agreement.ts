import {
  isSameText,
  textOf,
  withClause,
  withDuty,
  withoutClause,
  withoutDuty,
  withWords,
} from '../../../../sfu-server/protocol/agreement-changes.ts';
import { type Agreement, type AgreementText, isStepOpen, newAgreement } from '../../../../sfu-server/protocol/entities/agreement.ts';
import type { Account } from '../../../../sfu-server/protocol/session.ts';
import type { Effect } from './effect.ts';

interface By {
  readonly account: Account;
  readonly at: number;
}

/** The server makes the row when something is first written. */
export function changed(row: Agreement | undefined, id: string, { account, at }: By, change: Partial<Agreement>): Agreement {
  const before = row ?? newAgreement(id, at);
  return { ...before, ...change, updatedAt: Math.max(before.updatedAt, at), updatedByName: account.name };
}

/** As the server writes a text: what was made of the old one does not hold any more. Versions are the server's to keep. */
function rewritten(row: Agreement | undefined, id: string, by: By, change: (text: AgreementText) => AgreementText): Agreement | undefined {
  const before = textOf(row ?? newAgreement(id, by.at));
  const after = change(before);
  // What the server will refuse is not shown as done.
  if (row !== undefined && !isStepOpen(row, 'write')) return row;
  return isSameText(before, after) ? row : changed(row, id, by, { ...after, finished: null });
}

export const agreementWrite: Effect<'agreement.write', 'agreement'> = {
  entity: 'agreement',
  rowId: (args) => args.id,
  apply: (row, { id, change }, by) => rewritten(row, id, by, (text) => withWords(text, change)),
};

export const agreementPutClause: Effect<'agreement.putClause', 'agreement'> = {
  entity: 'agreement',
  rowId: (args) => args.id,
  apply: (row, { id, clauseId, change }, by) => rewritten(row, id, by, (text) => withClause(text, clauseId, change)),
};

export const agreementDropClause: Effect<'agreement.dropClause', 'agreement'> = {
  entity: 'agreement',
  rowId: (args) => args.id,
  apply: (row, { id, clauseId }, by) => rewritten(row, id, by, (text) => withoutClause(text, clauseId)),
};

export const agreementPutDuty: Effect<'agreement.putDuty', 'agreement'> = {
  entity: 'agreement',
  rowId: (args) => args.id,
  apply: (row, { id, duty }, by) => rewritten(row, id, by, (text) => withDuty(text, duty)),
};

export const agreementDropDuty: Effect<'agreement.dropDuty', 'agreement'> = {
  entity: 'agreement',
  rowId: (args) => args.id,
  apply: (row, { id, dutyId }, by) => rewritten(row, id, by, (text) => withoutDuty(text, dutyId)),
};

/** Numbers of versions are the server's. */
export const agreementSave: Effect<'agreement.save', 'agreement'> = {
  entity: 'agreement',
  rowId: (args) => args.id,
  apply: (row) => row,
};

/** Texts of older versions are the server's. */
export const agreementRestore: Effect<'agreement.restore', 'agreement'> = {
  entity: 'agreement',
  rowId: (args) => args.id,
  apply: (row) => row,
};
