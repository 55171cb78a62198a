import { withChange } from './change.ts';
import type { Effect } from './effect.ts';

export const outlineAdd: Effect<'outline.add', 'outline'> = {
  entity: 'outline',
  rowId: (args) => args.id,
  apply: (row, args, { at }) => row ?? { ...args, updatedAt: at },
};

export const outlineEdit: Effect<'outline.edit', 'outline'> = {
  entity: 'outline',
  rowId: (args) => args.id,
  apply: (row, { change }, { at }) => (row === undefined ? row : { ...withChange(row, change), updatedAt: Math.max(row.updatedAt, at) }),
};

export const outlineRemove: Effect<'outline.remove', 'outline'> = {
  entity: 'outline',
  rowId: (args) => args.id,
  apply: () => undefined,
};
