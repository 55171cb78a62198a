import type { Case } from '../../../../sfu-server/protocol/entities/case.ts';
import { MEDIATION_STEPS, type Mediation, type MediationSession } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { dayStart } from '../meetings/county-input.ts';

const DAY_MS = 86_400_000;

export interface Hearing {
  readonly caseId: string;
  readonly session: MediationSession;
}

/**
 * Hearings of the county's day in which `now` (UTC ms) lies that somebody mediates or helps in, by their beginning. Left out are those
 * called off, and those of cases that stand still or in which no hearing can be held any more.
 */
export function hearingsOfToday(
  mediations: Iterable<Mediation>,
  cases: ReadonlyMap<string, Pick<Case, 'state'>>,
  accountId: string,
  now: number,
): Hearing[] {
  const start = dayStart(now);
  const found: Hearing[] = [];
  for (const { id, mediator, assistants, suspension, sessions } of mediations) {
    const state = cases.get(id)?.state;
    if (suspension !== null || state === undefined || !MEDIATION_STEPS.openSession.includes(state)) continue;
    if (mediator?.accountId !== accountId && !assistants.some((one) => one.accountId === accountId)) continue;
    for (const session of sessions) {
      const today = session.startsAt >= start && session.startsAt < start + DAY_MS;
      if (today && session.cancelReason === null) found.push({ caseId: id, session });
    }
  }
  return found.sort((a, b) => a.session.startsAt - b.session.startsAt || (a.session.id < b.session.id ? -1 : 1));
}
