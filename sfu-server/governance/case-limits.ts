import type { CaseKind, CaseState } from '../protocol/entities/case.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Days that a case has from when it comes into a state; where none is named, none runs. Petitions: 15 to accept and 60 to
 * decide, as the rules on petitions are commonly cited; mediation: one month to conclude, as is usual for people's mediation.
 * Defaults until a county can set its own.
 */
const LIMIT_DAYS: { readonly [K in CaseKind]: { readonly [S in CaseState]?: number } } = {
  mediation: { accepted: 30 },
  petition: { registered: 15, accepted: 60 },
};
/** In these a limit that was set goes on running. */
const RUNNING: readonly CaseState[] = ['registered', 'accepted', 'handling'];

/**
 * When a case that comes into `state` has to be done with its next step, UTC ms; null where no limit runs.
 * @param before the limit that ran until now
 */
export function caseDueAt(kind: CaseKind, state: CaseState, at: number, before: number | null): number | null {
  const days = LIMIT_DAYS[kind][state];
  if (days !== undefined) return at + days * DAY_MS;
  return RUNNING.includes(state) ? before : null;
}
