import type { CaseKind, CaseState } from '../protocol/entities/case.ts';

export const DAY_MS = 24 * 60 * 60 * 1000;

/** Days from acceptance to the end of a mediation, by procedure. */
export interface MediationDays {
  readonly usual: number;
  readonly simple: number;
}
/** One month to conclude is usual for people's mediation; what is plain is meant to be done within a week. */
export const DEFAULT_MEDIATION_DAYS: MediationDays = { usual: 30, simple: 7 };

/** 15 days to accept a petition and 60 to decide it, as the rules on petitions are commonly cited. */
const PETITION_DAYS: { readonly [S in CaseState]?: number } = { registered: 15, accepted: 60 };
/** What comes back from one of these has its time anew: nothing ran meanwhile. */
const ENDED: readonly CaseState[] = ['settled', 'failed'];
/** In these a limit that was set goes on running. */
const RUNNING: readonly CaseState[] = ['registered', 'accepted', 'handling'];

interface Limited {
  readonly kind: CaseKind;
  /** What the case comes from; null where it is new. */
  readonly from: CaseState | null;
  /** What the case comes into. */
  readonly state: CaseState;
  /** When it does, UTC ms. */
  readonly at: number;
  /** The limit that ran until now. */
  readonly before: number | null;
  /** Of a mediation, by its procedure. */
  readonly days: number;
}

/** When a case that comes into a state has to be done with its next step, UTC ms; null where no limit runs. */
export function caseDueAt({ kind, from, state, at, before, days }: Limited): number | null {
  const again = state === 'handling' && from !== null && ENDED.includes(from);
  const timed = again ? 'accepted' : state;
  const limit = kind === 'petition' ? PETITION_DAYS[timed] : timed === 'accepted' ? days : undefined;
  if (limit !== undefined) return at + limit * DAY_MS;
  return RUNNING.includes(state) ? before : null;
}
