import { withChange } from './change.ts';
import type { Effect } from './effect.ts';

export const contactAdd: Effect<'contact.add', 'contact'> = {
  entity: 'contact',
  rowId: (args) => args.id,
  apply: (row, args, { at }) => row ?? { ...args, updatedAt: at },
};

export const contactEdit: Effect<'contact.edit', 'contact'> = {
  entity: 'contact',
  rowId: (args) => args.id,
  apply: (row, { change }, { at }) => (row === undefined ? row : { ...withChange(row, change), updatedAt: Math.max(row.updatedAt, at) }),
};

export const contactRemove: Effect<'contact.remove', 'contact'> = {
  entity: 'contact',
  rowId: (args) => args.id,
  apply: () => undefined,
};
