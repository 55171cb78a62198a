import { type Mediation, newMediation } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { withChange } from './change.ts';
import type { Effect } from './effect.ts';

/** The server makes the row with its case: until it has spoken, what is written about it begins with an empty one. */
export function changed(row: Mediation | undefined, id: string, at: number, change: Partial<Mediation>): Mediation {
  const before = row ?? newMediation(id, at);
  return { ...before, ...change, updatedAt: Math.max(before.updatedAt, at) };
}

export const mediationWrite: Effect<'mediation.write', 'mediation'> = {
  entity: 'mediation',
  rowId: (args) => args.id,
  apply: (row, { id, change }, { at }) => withChange(changed(row, id, at, {}), change),
};

export const mediationPutParty: Effect<'mediation.putParty', 'mediation'> = {
  entity: 'mediation',
  rowId: (args) => args.id,
  apply: (row, args, { at }) => {
    const parties = row?.parties ?? [];
    if ('party' in args) {
      const known = parties.some((one) => one.id === args.party.id);
      return known ? row : changed(row, args.id, at, { parties: [...parties, args.party] });
    }
    // One that was taken out meanwhile stays out.
    if (!parties.some((one) => one.id === args.partyId)) return row;
    return changed(row, args.id, at, {
      parties: parties.map((one) => (one.id === args.partyId ? withChange(one, args.change) : one)),
    });
  },
};

export const mediationDropParty: Effect<'mediation.dropParty', 'mediation'> = {
  entity: 'mediation',
  rowId: (args) => args.id,
  apply: (row, { id, partyId }, { at }) =>
    row === undefined ? row : changed(row, id, at, { parties: row.parties.filter((one) => one.id !== partyId) }),
};

export const mediationAssign: Effect<'mediation.assign', 'mediation'> = {
  entity: 'mediation',
  rowId: (args) => args.id,
  apply: (row, { id, mediator, assistants }, { at }) => {
    // What the server will refuse is not shown as done.
    const declared = new Set(row?.declarations.map(({ accountId }) => accountId));
    if ([mediator, ...assistants].some((one) => one !== null && declared.has(one.accountId))) return row;
    return changed(row, id, at, { mediator, assistants: assistants.filter(({ accountId }) => accountId !== mediator?.accountId) });
  },
};

export const mediationDeclare: Effect<'mediation.declare', 'mediation'> = {
  entity: 'mediation',
  rowId: (args) => args.id,
  apply: (row, { id, person, reason }, { account, at }) => {
    const declarations = row?.declarations ?? [];
    const known = declarations.some(({ accountId }) => accountId === person.accountId);
    return changed(row, id, at, {
      declarations: known ? declarations : [...declarations, { ...person, reason, at, byName: account.name }],
      mediator: row?.mediator?.accountId === person.accountId ? null : (row?.mediator ?? null),
      assistants: (row?.assistants ?? []).filter(({ accountId }) => accountId !== person.accountId),
    });
  },
};

/** How much of the limit is left, the server says. */
export const mediationSuspend: Effect<'mediation.suspend', 'mediation'> = {
  entity: 'mediation',
  rowId: (args) => args.id,
  apply: (row, { id, reason }, { account, at }) =>
    row !== undefined && row.suspension !== null
      ? row
      : changed(row, id, at, { suspension: { since: at, reason, byName: account.name, leftMs: null } }),
};

export const mediationResume: Effect<'mediation.resume', 'mediation'> = {
  entity: 'mediation',
  rowId: (args) => args.id,
  apply: (row, { id }, { at }) => (row === undefined || row.suspension === null ? row : changed(row, id, at, { suspension: null })),
};
