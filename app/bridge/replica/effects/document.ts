import type { GovernanceDocument } from '../../../../sfu-server/protocol/entities/document.ts';
import { withChange } from './change.ts';
import type { Effect } from './effect.ts';

export const documentIssue: Effect<'document.issue', 'document'> = {
  entity: 'document',
  rowId: (args) => args.id,
  apply: (row, args, { account }) =>
    row ?? {
      ...args,
      sharedWith: inOrder(args.sharedWith),
      number: null,
      issuedById: account.id,
      issuedByName: account.name,
      updatedAt: args.issuedAt,
    },
};

export const documentEdit: Effect<'document.edit', 'document'> = {
  entity: 'document',
  rowId: (args) => args.id,
  apply: (row, { change }, { at }) => (row === undefined ? row : { ...withChange(row, change), updatedAt: Math.max(row.updatedAt, at) }),
};

export const documentShare: Effect<'document.share', 'document'> = {
  entity: 'document',
  rowId: (args) => args.id,
  apply: (row, { orgId }, { at }) => (row === undefined ? row : sharing(row, [...row.sharedWith, orgId], at)),
};

export const documentUnshare: Effect<'document.unshare', 'document'> = {
  entity: 'document',
  rowId: (args) => args.id,
  apply: (row, { orgId }, { at }) =>
    row === undefined
      ? row
      : sharing(
          row,
          row.sharedWith.filter((id) => id !== orgId),
          at,
        ),
};

function sharing(row: GovernanceDocument, ids: readonly string[], at: number): GovernanceDocument {
  const sharedWith = inOrder(ids);
  return sharedWith.length === row.sharedWith.length ? row : { ...row, sharedWith, updatedAt: Math.max(row.updatedAt, at) };
}

/** Each once, as the server sends them. */
function inOrder(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
