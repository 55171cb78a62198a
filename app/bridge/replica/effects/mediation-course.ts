import {
  ESCALATED,
  type Mediation,
  SENT_BACK,
  staysWhenEscalated,
  type Transfer,
} from '../../../../sfu-server/protocol/entities/mediation.ts';
import type { Effect } from './effect.ts';
import { changed } from './mediation.ts';

/** The case itself moves when the server has spoken; until then the letter shows that it is to. */
export const mediationEscalate: Effect<'mediation.escalate', 'mediation'> = {
  entity: 'mediation',
  rowId: (args) => args.id,
  apply: (row, { id, transferId, fromOrgId, toOrgId, reason }, { account, at }) => {
    const transfer = {
      kind: 'escalation',
      id: transferId,
      at,
      byName: account.name,
      fromOrgId,
      toOrgId,
      reason,
      answer: null,
    } as const;
    return withTransfer(row, id, at, transfer, passedOn(row, at, ESCALATED));
  },
};

/** As `mediationEscalate`: a case that is sent back moves when the server has spoken. */
export const mediationAnswerEscalation: Effect<'mediation.answerEscalation', 'mediation'> = {
  entity: 'mediation',
  rowId: (args) => args.id,
  apply: (row, { id, transferId, taken, reason }, { account, at }) => {
    const asked = row?.transfers.find((one) => one.id === transferId);
    if (row === undefined || asked?.kind !== 'escalation' || asked.answer !== null) return row;
    const answered = { ...asked, answer: { taken, reason: reason.trim(), at, byName: account.name } };
    const transfers = row.transfers.map((one) => (one === asked ? answered : one));
    return changed(row, id, at, { ...(taken ? {} : passedOn(row, at, SENT_BACK)), transfers });
  },
};

export const mediationHandOver: Effect<'mediation.handOver', 'mediation'> = {
  entity: 'mediation',
  rowId: (args) => args.id,
  apply: (row, { id, transferId, ...words }, { account, at }) =>
    withTransfer(row, id, at, { kind: 'handover', id: transferId, at, byName: account.name, ...words, receipt: null }),
};

export const mediationReceipt: Effect<'mediation.receipt', 'mediation'> = {
  entity: 'mediation',
  rowId: (args) => args.id,
  apply: (row, { id, transferId, receipt }, { at }) =>
    row === undefined
      ? row
      : changed(row, id, at, {
          transfers: row.transfers.map((one) =>
            one.id === transferId && one.kind === 'handover' && one.receipt === null ? { ...one, receipt } : one,
          ),
        }),
};

export const mediationPlanSession: Effect<'mediation.planSession', 'mediation'> = {
  entity: 'mediation',
  rowId: (args) => args.id,
  apply: (row, { id, sessionId, startsAt, durationMin, place }, { account, at }) => {
    const sessions = row?.sessions ?? [];
    if (sessions.some((one) => one.id === sessionId)) return row;
    const session = { id: sessionId, startsAt, durationMin, place, roomId: null, cancelReason: null, plannedByName: account.name };
    return changed(row, id, at, { sessions: [...sessions, session].sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1)) });
  },
};

export const mediationCancelSession: Effect<'mediation.cancelSession', 'mediation'> = {
  entity: 'mediation',
  rowId: (args) => args.id,
  apply: (row, { id, sessionId, reason }, { at }) =>
    row === undefined
      ? row
      : changed(row, id, at, {
          sessions: row.sessions.map((one) =>
            one.id === sessionId && one.roomId === null && one.cancelReason === null ? { ...one, cancelReason: reason } : one,
          ),
        }),
};

/** Nobody mediates a case that is passed on, and what was only planned does not take place. */
function passedOn(row: Mediation | undefined, at: number, cancelReason: string): Partial<Mediation> {
  const sessions = (row?.sessions ?? []).map((one) => (staysWhenEscalated(one, at) ? one : { ...one, cancelReason }));
  return { mediator: null, assistants: [], sessions };
}

function withTransfer(row: Mediation | undefined, id: string, at: number, transfer: Transfer, change: Partial<Mediation> = {}) {
  const transfers = row?.transfers ?? [];
  if (transfers.some((one) => one.id === transfer.id)) return row;
  return changed(row, id, at, { ...change, transfers: [...transfers, transfer] });
}
