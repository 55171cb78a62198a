import {
  AGREEMENT_STEPS,
  type Agreement,
  type Duty,
  FOLLOW_UP_MS,
  outcomeOf,
  wasFollowedUp,
} from '../../../../sfu-server/protocol/entities/agreement.ts';
import type { Case } from '../../../../sfu-server/protocol/entities/case.ts';
import type { Mediation } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { dayStart } from '../meetings/county-input.ts';

const DAY_MS = 86_400_000;

/** Something that is to be done for an agreement in force, tomorrow, today or since some day. */
export interface DueItem {
  /** Another one at each of its days, so that each can be put away by itself. */
  readonly key: string;
  readonly caseId: string;
  /** Null: the case is to be followed up (回访). */
  readonly duty: Duty | null;
  readonly when: 'tomorrow' | 'today' | 'overdue';
  /** UTC ms. */
  readonly due: number;
}

/**
 * What whoever mediates or helps in a case is reminded of at `now` (UTC ms), what is longest due first: duties of which nobody has said
 * yet whether they were done, and the first follow-up. Days are the county's.
 */
export function dueItems(
  agreements: Iterable<Agreement>,
  mediations: ReadonlyMap<string, Pick<Mediation, 'mediator' | 'assistants'>>,
  cases: ReadonlyMap<string, Pick<Case, 'state'>>,
  accountId: string,
  now: number,
): DueItem[] {
  const today = dayStart(now);
  const found: DueItem[] = [];
  const add = (caseId: string, duty: Duty | null, due: number) => {
    const when = due < today ? 'overdue' : due < today + DAY_MS ? 'today' : due < today + 2 * DAY_MS ? 'tomorrow' : null;
    if (when !== null) found.push({ key: `${caseId} ${duty?.id ?? 'followUp'} ${due} ${today}`, caseId, duty, when, due });
  };
  for (const agreement of agreements) {
    const { id, effectiveAt, duties } = agreement;
    const state = cases.get(id)?.state;
    const { mediator, assistants } = mediations.get(id) ?? { mediator: null, assistants: [] };
    const isTheirs = mediator?.accountId === accountId || assistants.some((one) => one.accountId === accountId);
    if (effectiveAt === null || state === undefined || !isTheirs) continue;
    if (AGREEMENT_STEPS.perform.includes(state)) {
      for (const duty of duties) if (outcomeOf(agreement, duty.id) === null) add(id, duty, duty.due);
    }
    if (AGREEMENT_STEPS.followUp.includes(state) && !wasFollowedUp(agreement)) add(id, null, effectiveAt + FOLLOW_UP_MS);
  }
  return found.sort((a, b) => a.due - b.due || (a.key < b.key ? -1 : 1));
}
