import { withChange } from './change.ts';
import type { Effect } from './effect.ts';

export const departmentAdd: Effect<'department.add', 'department'> = {
  entity: 'department',
  rowId: (args) => args.id,
  apply: (row, args, { at }) => row ?? { ...args, weekdays: inOrder(args.weekdays), updatedAt: at },
};

export const departmentEdit: Effect<'department.edit', 'department'> = {
  entity: 'department',
  rowId: (args) => args.id,
  apply: (row, { change }, { at }) => {
    if (row === undefined) return row;
    const changed = withChange(row, change);
    return { ...changed, weekdays: inOrder(changed.weekdays), updatedAt: Math.max(row.updatedAt, at) };
  },
};

export const departmentRemove: Effect<'department.remove', 'department'> = {
  entity: 'department',
  rowId: (args) => args.id,
  apply: () => undefined,
};

export const jointCallMake: Effect<'jointCall.make', 'jointCall'> = {
  entity: 'jointCall',
  rowId: (args) => args.id,
  apply: (row, args, { account }) => row ?? { ...args, calledByName: account.name, answer: null, ended: null, updatedAt: args.calledAt },
};

/** Who answers for a department is among those who are called; whoever else answers notes what was said by telephone. */
export const jointCallAnswer: Effect<'jointCall.answer', 'jointCall'> = {
  entity: 'jointCall',
  rowId: (args) => args.id,
  apply: (row, { result, people, words }, { account, at }) => {
    if (row === undefined || row.ended !== null) return row;
    const { answer } = row;
    const byPhone = !row.people.some(({ accountId }) => accountId === account.id);
    // A note of the office leaves those in who have said themselves that they come.
    const coming = byPhone && result === 'comes' ? (answer?.people ?? []) : inOrder(people);
    const same = answer !== null && answer.result === result && answer.words === words && answer.people.join() === coming.join();
    if (same) return row;
    const said = { result, people: coming, words, byName: account.name, byPhone, at };
    return { ...row, answer: said, updatedAt: Math.max(row.updatedAt, at) };
  },
};

export const jointCallEnd: Effect<'jointCall.end', 'jointCall'> = {
  entity: 'jointCall',
  rowId: (args) => args.id,
  apply: (row, { reason }, { account, at }) =>
    row === undefined || row.ended !== null
      ? row
      : { ...row, ended: { at, byName: account.name, reason }, updatedAt: Math.max(row.updatedAt, at) },
};

/** Each once, as the server sends them. */
function inOrder<T extends string | number>(values: readonly T[]): T[] {
  return [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
}
