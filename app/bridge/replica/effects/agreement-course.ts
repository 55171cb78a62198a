import { isStepOpen, mayBeTakenUp } from '../../../../sfu-server/protocol/entities/agreement.ts';
import { changed } from './agreement.ts';
import type { Effect } from './effect.ts';

export const agreementTakeEffect: Effect<'agreement.takeEffect', 'agreement'> = {
  entity: 'agreement',
  rowId: (args) => args.id,
  apply: (row, { id, at }, by) => (row === undefined || !isStepOpen(row, 'takeEffect') ? row : changed(row, id, by, { effectiveAt: at })),
};

export const agreementTakeUp: Effect<'agreement.takeUp', 'agreement'> = {
  entity: 'agreement',
  rowId: (args) => args.id,
  apply: (row, { id }, by) =>
    row === undefined || !mayBeTakenUp(row) ? row : changed(row, id, by, { effectiveAt: null, finished: null, confirmation: null }),
};

export const agreementPerform: Effect<'agreement.perform', 'agreement'> = {
  entity: 'agreement',
  rowId: (args) => args.id,
  apply: (row, { id, outcomeId, ...outcome }, by) => {
    // What the server will refuse is not shown as done.
    if (row === undefined || row.effectiveAt === null || row.outcomes.some((one) => one.id === outcomeId)) return row;
    const noted = { ...outcome, id: outcomeId, notedAt: by.at, byName: by.account.name };
    return changed(row, id, by, { outcomes: [...row.outcomes, noted] });
  },
};

export const agreementFollowUp: Effect<'agreement.followUp', 'agreement'> = {
  entity: 'agreement',
  rowId: (args) => args.id,
  apply: (row, { id, followUpId, ...words }, by) => {
    const followUps = row?.followUps ?? [];
    if (followUps.some((one) => one.id === followUpId)) return row;
    return changed(row, id, by, { followUps: [...followUps, { id: followUpId, ...words, byName: by.account.name, notedAt: by.at }] });
  },
};

export const agreementApplyConfirmation: Effect<'agreement.applyConfirmation', 'agreement'> = {
  entity: 'agreement',
  rowId: (args) => args.id,
  apply: (row, { id, court, appliedAt }, by) => {
    if (row === undefined || row.effectiveAt === null) return row;
    const before = row.confirmation;
    if (before !== null && (before.answer !== null || (before.court === court && before.appliedAt === appliedAt))) return row;
    return changed(row, id, by, { confirmation: { court, appliedAt, byName: by.account.name, answer: null } });
  },
};

export const agreementCourtAnswer: Effect<'agreement.courtAnswer', 'agreement'> = {
  entity: 'agreement',
  rowId: (args) => args.id,
  apply: (row, { id, answer }, by) =>
    row === undefined || row.confirmation === null
      ? row
      : changed(row, id, by, { confirmation: { ...row.confirmation, answer: { ...answer, byName: by.account.name } } }),
};
