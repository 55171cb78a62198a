import { EVENT_TRANSITIONS, type EventNote, type GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import type { Effect, EffectContext } from './effect.ts';

export const eventReport: Effect<'event.report', 'event'> = {
  entity: 'event',
  rowId: (args) => args.id,
  apply: (row, args, { account }) =>
    row ?? {
      id: args.id,
      orgId: args.orgId,
      gridId: args.gridId,
      number: null,
      title: args.title,
      detail: args.detail,
      kind: args.kind,
      level: args.level,
      state: 'reported',
      position: args.position,
      reportedById: account.id,
      reportedByName: account.name,
      reportedAt: args.reportedAt,
      updatedAt: args.reportedAt,
      dueAt: null,
      notes: [],
    },
};

export const eventAdvance: Effect<'event.advance', 'event'> = {
  entity: 'event',
  rowId: (args) => args.id,
  apply: (row, args, context) => {
    // What the server will refuse is not shown as done.
    if (row === undefined || hasNote(row, args.noteId) || !EVENT_TRANSITIONS[row.state].includes(args.to)) return row;
    return withNote({ ...row, state: args.to }, { id: args.noteId, state: args.to, text: args.note }, context);
  },
};

export const eventNote: Effect<'event.note', 'event'> = {
  entity: 'event',
  rowId: (args) => args.id,
  apply: (row, args, context) => {
    if (row === undefined || hasNote(row, args.noteId)) return row;
    return withNote(row, { id: args.noteId, state: null, text: args.text }, context);
  },
};

function hasNote(row: GovernanceEvent, noteId: string): boolean {
  return row.notes.some((note) => note.id === noteId);
}

function withNote(row: GovernanceEvent, note: Pick<EventNote, 'id' | 'state' | 'text'>, { account, at }: EffectContext): GovernanceEvent {
  return { ...row, updatedAt: Math.max(row.updatedAt, at), notes: [...row.notes, { ...note, at, byName: account.name }] };
}
