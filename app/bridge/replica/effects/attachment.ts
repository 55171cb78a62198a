import type { Effect } from './effect.ts';

export const attachmentAdd: Effect<'attachment.add', 'attachment'> = {
  entity: 'attachment',
  rowId: (args) => args.id,
  apply: (row, args, { account, at }) =>
    row ?? {
      id: args.id,
      ownerEntity: args.ownerEntity,
      ownerId: args.ownerId,
      name: args.name,
      mediaType: args.mediaType,
      size: args.size,
      sha256: args.sha256,
      createdById: account.id,
      createdByName: account.name,
      createdAt: at,
      complete: false,
    },
};

export const attachmentDrop: Effect<'attachment.drop', 'attachment'> = {
  entity: 'attachment',
  rowId: (args) => args.id,
  // What the server has stays, whatever is asked; only pictures of people go.
  apply: (row) => (row?.complete === true && row.ownerEntity !== 'mediator' ? row : undefined),
};
