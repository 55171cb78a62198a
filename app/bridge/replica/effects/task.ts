import { TASK_TRANSITIONS, type Task, type TaskNote } from '../../../../sfu-server/protocol/entities/task.ts';
import type { Effect, EffectContext } from './effect.ts';

/**
 * Only what the decision itself says is known here: an effect sees its own row. Meeting and organisation come with the
 * server's row.
 */
export const meetingDecide: Effect<'meeting.decide', 'task'> = {
  entity: 'task',
  rowId: (args) => args.taskId,
  apply: (row, { id: meetingId, taskId, ...args }, { account }) =>
    row ?? {
      ...args,
      id: taskId,
      meetingId,
      meetingTitle: '',
      orgId: account.organisation.id,
      number: null,
      state: 'assigned',
      decidedByName: account.name,
      updatedAt: args.decidedAt,
      notes: [],
    },
};

export const taskAdvance: Effect<'task.advance', 'task'> = {
  entity: 'task',
  rowId: (args) => args.id,
  apply: (row, { to, noteId, note }, context) => {
    if (row === undefined || hasNote(row, noteId) || !TASK_TRANSITIONS[row.state].includes(to)) return row;
    return withNote({ ...row, state: to }, { id: noteId, state: to, text: note }, context);
  },
};

export const taskNote: Effect<'task.note', 'task'> = {
  entity: 'task',
  rowId: (args) => args.id,
  apply: (row, { noteId, text }, context) =>
    row === undefined || hasNote(row, noteId) ? row : withNote(row, { id: noteId, state: null, text }, context),
};

function hasNote(row: Task, noteId: string): boolean {
  return row.notes.some((note) => note.id === noteId);
}

function withNote(row: Task, note: Pick<TaskNote, 'id' | 'state' | 'text'>, { account, at }: EffectContext): Task {
  return { ...row, updatedAt: Math.max(row.updatedAt, at), notes: [...row.notes, { ...note, at, byName: account.name }] };
}
