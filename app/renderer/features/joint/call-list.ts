import { type Department, isPresentOn } from '../../../../sfu-server/protocol/entities/department.ts';
import { type CalledSession, isOverdue, type JointCall } from '../../../../sfu-server/protocol/entities/joint-call.ts';

/** How a call stands for who looks at it. */
export type CallStanding = 'waiting' | 'overdue' | 'comes' | 'declined' | 'ended';

/** @param now the server's time, UTC ms */
export function standingOf(call: JointCall, now: number): CallStanding {
  if (call.ended !== null) return 'ended';
  if (call.answer !== null) return call.answer.result;
  return isOverdue(call, now) ? 'overdue' : 'waiting';
}

/** Calls that name an account and stand: those without an answer first, then by the time for it. */
export function callsFor(calls: Iterable<JointCall>, accountId: string): JointCall[] {
  return [...calls]
    .filter(({ ended, people }) => ended === null && people.some((one) => one.accountId === accountId))
    .sort((a, b) => Number(a.answer !== null) - Number(b.answer !== null) || a.answerBy - b.answerBy || (a.id < b.id ? -1 : 1));
}

/**
 * The room that somebody who comes goes into: of the hearing that they are called to, else of the case's latest one whose room was opened; null
 * while there is none, and for whoever does not come.
 */
export function roomFor({ session, answer }: JointCall, accountId: string, sessions: readonly CalledSession[]): string | null {
  if (answer?.people.includes(accountId) !== true) return null;
  const open = (session === null ? sessions : [session]).filter(({ roomId, cancelReason }) => roomId !== null && cancelReason === null);
  return open.toSorted((a, b) => b.startsAt - a.startsAt)[0]?.roomId ?? null;
}

/** Calls of a case: those that stand first, the newest first. */
export function callsOfCase(calls: Iterable<JointCall>, caseId: string): JointCall[] {
  return [...calls]
    .filter((call) => call.caseId === caseId)
    .sort((a, b) => Number(a.ended !== null) - Number(b.ended !== null) || b.calledAt - a.calledAt || (a.id < b.id ? 1 : -1));
}

/**
 * Departments that a case can be brought before: of the centre that handles it and of those above. Who is in the centre on that weekday comes first.
 * @param pathOf of an organisation; undefined where it is not known here
 * @param weekday ISO 8601
 */
export function callableFor(
  departments: Iterable<Department>,
  casePath: string | undefined,
  pathOf: (orgId: string) => string | undefined,
  weekday: number,
): Department[] {
  if (casePath === undefined) return [];
  const near = (department: Department) => pathOf(department.orgId)?.length ?? 0;
  return [...departments]
    .filter(({ orgId }) => {
      const path = pathOf(orgId);
      return path !== undefined && casePath.startsWith(path);
    })
    .sort(
      (a, b) =>
        Number(isPresentOn(b, weekday)) - Number(isPresentOn(a, weekday)) || near(b) - near(a) || a.name.localeCompare(b.name, 'zh'),
    );
}
