import { Refusal } from '../../protocol/errors.ts';
import { type Action, isAllowed } from '../../protocol/rights.ts';
import type { Account } from '../../protocol/session.ts';
import { isPersonal, mayRead } from '../../store/branch.ts';
import type { Db } from '../../store/database.ts';
import { placementsOf } from '../../store/placement.ts';

export interface PaperCase {
  readonly id: string;
  readonly orgId: string;
  readonly orgName: string;
  readonly path: string;
  readonly title: string;
}

/**
 * A mediation whose papers an account may look at: of an office, not of a department that was called to it.
 * @throws Refusal `row.unknown`
 */
export async function readableCase(db: Db, account: Account, caseId: string): Promise<PaperCase> {
  const row = await db
    .selectFrom('cases')
    .innerJoin('organisations', 'organisations.id', 'cases.org_id')
    .select(['cases.org_id', 'organisations.name', 'path', 'title', 'kind'])
    .where('cases.id', '=', caseId)
    .executeTakeFirst();
  const places = await placementsOf(db, 'case', [caseId]);
  if (
    row === undefined ||
    row.kind !== 'mediation' ||
    !places.some(({ guard, path }) => !isPersonal(path) && mayRead(account, guard, path))
  ) {
    throw new Refusal('row.unknown', 'There is no such mediation.');
  }
  return { id: caseId, orgId: row.org_id, orgName: row.name, path: row.path, title: row.title };
}

/** One whose papers it may make, have signed (`case.handle.mediation`) or seal. @throws Refusal `row.unknown`, `right.missing` */
export async function caseFor(db: Db, account: Account, caseId: string, action: Action): Promise<PaperCase> {
  const found = await readableCase(db, account, caseId);
  if (isAllowed(account.role, action, account.organisation.path, found.path)) return found;
  throw new Refusal('right.missing', 'This account may not do that with papers of this case.');
}
