import { type MediationRoom, PROCEDURE, type ProcedureStep } from '../../../../sfu-server/protocol/mediation-room.ts';

export interface StepLine {
  readonly step: ProcedureStep;
  readonly state: 'done' | 'current' | 'todo';
  /** When it was begun last, UTC ms; null where it was not. */
  readonly at: number | null;
  /** How many of how many have it behind them; null where nobody is counted. */
  readonly count: { readonly done: number; readonly all: number } | null;
}

/** The steps of a hearing in their order, as far as they were taken. */
export function procedureOf({ procedure, seats }: MediationRoom): StepLine[] {
  const current = procedure.at(-1)?.step;
  // Who has to show a document and to be told their rights.
  const counted = seats.filter(({ capacity }) => capacity === 'party' || capacity === 'representative' || capacity === 'lawyer');
  const countOf = (step: ProcedureStep) => {
    if (step === 'identity') return { done: counted.filter(({ identity }) => identity?.result === 'same').length, all: counted.length };
    if (step === 'notice') return { done: counted.filter(({ confirmedAt }) => confirmedAt !== null).length, all: counted.length };
    return null;
  };
  return PROCEDURE.map((step) => {
    const at = procedure.findLast((taken) => taken.step === step)?.at ?? null;
    const state = step === current ? 'current' : at === null ? 'todo' : 'done';
    return { step, state, at, count: countOf(step) };
  });
}
