import { CASE_TRANSITIONS, type Case, type CaseNote, isFieldOf } from '../../../../sfu-server/protocol/entities/case.ts';
import { withChange } from './change.ts';
import type { Effect, EffectContext } from './effect.ts';

export const caseRegister: Effect<'case.register', 'case'> = {
  entity: 'case',
  rowId: (args) => args.id,
  apply: (row, args, { account }) =>
    row ?? {
      ...args,
      number: null,
      state: 'registered',
      registeredById: account.id,
      registeredByName: account.name,
      updatedAt: args.registeredAt,
      dueAt: null,
      notes: [],
    },
};

export const caseEdit: Effect<'case.edit', 'case'> = {
  entity: 'case',
  rowId: (args) => args.id,
  apply: (row, { change }, { at }) => {
    // What the server will refuse is not shown as done.
    if (row === undefined || row.state === 'closed') return row;
    if (typeof change.field === 'string' && !isFieldOf(row.kind, change.field)) return row;
    if (row.kind === 'mediation' && change.handlerName !== undefined) return row;
    return { ...withChange(row, change), updatedAt: Math.max(row.updatedAt, at) };
  },
};

export const caseAdvance: Effect<'case.advance', 'case'> = {
  entity: 'case',
  rowId: (args) => args.id,
  apply: (row, args, context) => {
    if (row === undefined || hasNote(row, args.noteId) || !CASE_TRANSITIONS[row.state].includes(args.to)) return row;
    return withNote({ ...row, state: args.to }, { id: args.noteId, state: args.to, text: args.note }, context);
  },
};

export const caseNote: Effect<'case.note', 'case'> = {
  entity: 'case',
  rowId: (args) => args.id,
  apply: (row, args, context) => {
    if (row === undefined || hasNote(row, args.noteId)) return row;
    return withNote(row, { id: args.noteId, state: null, text: args.text }, context);
  },
};

function hasNote(row: Case, noteId: string): boolean {
  return row.notes.some((note) => note.id === noteId);
}

function withNote(row: Case, note: Pick<CaseNote, 'id' | 'state' | 'text'>, { account, at }: EffectContext): Case {
  return { ...row, updatedAt: Math.max(row.updatedAt, at), notes: [...row.notes, { ...note, at, byName: account.name }] };
}
