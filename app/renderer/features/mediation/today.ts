import type { Mediation, MediationSession } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { dayStart } from '../meetings/county-input.ts';

const DAY_MS = 86_400_000;

export interface Hearing {
  readonly caseId: string;
  readonly session: MediationSession;
}

/** Hearings of the county's day in which `now` (UTC ms) lies that somebody mediates or helps in, by their beginning; those called off are left out. */
export function hearingsOfToday(mediations: Iterable<Mediation>, accountId: string, now: number): Hearing[] {
  const start = dayStart(now);
  const found: Hearing[] = [];
  for (const { id, mediator, assistants, sessions } of mediations) {
    if (mediator?.accountId !== accountId && !assistants.some((one) => one.accountId === accountId)) continue;
    for (const session of sessions) {
      const today = session.startsAt >= start && session.startsAt < start + DAY_MS;
      if (today && session.cancelReason === null) found.push({ caseId: id, session });
    }
  }
  return found.sort((a, b) => a.session.startsAt - b.session.startsAt || (a.session.id < b.session.id ? -1 : 1));
}
