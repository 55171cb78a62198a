import { type Meeting, NO_MINUTES } from '../../../../sfu-server/protocol/entities/meeting.ts';
import { withChange } from './change.ts';
import type { Effect } from './effect.ts';

/** Of a series only the first is shown until the server has made the others. */
export const meetingPlan: Effect<'meeting.plan', 'meeting'> = {
  entity: 'meeting',
  rowId: (args) => args.id,
  apply: (row, { series: _series, ...args }, { account }) =>
    row ?? {
      ...args,
      orgIds: inOrder(args.orgIds).filter((id) => id !== args.orgId),
      seriesId: null,
      alone: false,
      state: 'planned',
      roomId: null,
      cancelReason: null,
      answers: [],
      minutes: NO_MINUTES,
      minutesNumber: null,
      signedByName: null,
      signedAt: null,
      plannedById: account.id,
      plannedByName: account.name,
      updatedAt: args.plannedAt,
    },
};

/** The others of a series follow when the server has moved them. */
export const meetingEdit: Effect<'meeting.edit', 'meeting'> = {
  entity: 'meeting',
  rowId: (args) => args.id,
  apply: (row, { change, scope }, { at }) => {
    // What the server will refuse is not shown as done.
    if (row?.state !== 'planned' || row.signedAt !== null) return row;
    const orgIds = change.orgIds === undefined ? row.orgIds : inOrder(change.orgIds).filter((id) => id !== row.orgId);
    return { ...withChange(row, change), orgIds, ...aloneIn(row, scope), updatedAt: Math.max(row.updatedAt, at) };
  },
};

export const meetingCancel: Effect<'meeting.cancel', 'meeting'> = {
  entity: 'meeting',
  rowId: (args) => args.id,
  apply: (row, { reason, scope }, { at }) =>
    row?.state !== 'planned' || row.signedAt !== null
      ? row
      : { ...row, state: 'cancelled', cancelReason: reason, ...aloneIn(row, scope), updatedAt: Math.max(row.updatedAt, at) },
};

export const meetingAnswer: Effect<'meeting.answer', 'meeting'> = {
  entity: 'meeting',
  rowId: (args) => args.id,
  apply: (row, { orgId, answer, words }, { account, at }) => {
    if (row === undefined || (row.state !== 'planned' && row.state !== 'open')) return row;
    const before = row.answers.find((one) => one.orgId === orgId);
    if (before !== undefined && before.answer === answer && before.words === words) return row;
    const others = row.answers.filter((one) => one.orgId !== orgId);
    const answers = [...others, { orgId, answer, words, byName: account.name, at }];
    return { ...row, answers: answers.sort((a, b) => (a.orgId < b.orgId ? -1 : 1)), updatedAt: Math.max(row.updatedAt, at) };
  },
};

export const meetingMinutes: Effect<'meeting.minutes', 'meeting'> = {
  entity: 'meeting',
  rowId: (args) => args.id,
  apply: (row, { change }, { at }) =>
    row === undefined || row.signedAt !== null || row.state === 'cancelled'
      ? row
      : { ...row, minutes: withChange(row.minutes, change), updatedAt: Math.max(row.updatedAt, at) },
};

/** The number comes from the server. */
export const meetingSignMinutes: Effect<'meeting.signMinutes', 'meeting'> = {
  entity: 'meeting',
  rowId: (args) => args.id,
  apply: (row, _args, { account, at }) =>
    row === undefined || row.signedAt !== null || row.state === 'cancelled' || row.minutes.body.trim() === ''
      ? row
      : { ...row, signedAt: at, signedByName: account.name, updatedAt: Math.max(row.updatedAt, at) },
};

function aloneIn({ seriesId }: Meeting, scope: 'this' | 'following') {
  return seriesId !== null && scope === 'this' ? { alone: true } : {};
}

/** Each once, as the server sends them. */
function inOrder(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
