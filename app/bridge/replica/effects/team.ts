import { withChange } from './change.ts';
import type { Effect } from './effect.ts';

export const mediatorAdd: Effect<'mediator.add', 'mediator'> = {
  entity: 'mediator',
  rowId: (args) => args.id,
  apply: (row, args, { at }) => row ?? { ...args, photoId: null, updatedAt: at },
};

export const mediatorEdit: Effect<'mediator.edit', 'mediator'> = {
  entity: 'mediator',
  rowId: (args) => args.id,
  apply: (row, { change }, { at }) => (row === undefined ? row : { ...withChange(row, change), updatedAt: Math.max(row.updatedAt, at) }),
};

export const studioAdd: Effect<'studio.add', 'studio'> = {
  entity: 'studio',
  rowId: (args) => args.id,
  apply: (row, args, { at }) => row ?? { ...args, updatedAt: at },
};

export const studioEdit: Effect<'studio.edit', 'studio'> = {
  entity: 'studio',
  rowId: (args) => args.id,
  apply: (row, { change }, { at }) => (row === undefined ? row : { ...withChange(row, change), updatedAt: Math.max(row.updatedAt, at) }),
};
