import { Refusal } from '../../protocol/errors.ts';
import type { RequestResult } from '../../protocol/requests/index.ts';
import { isAllowed } from '../../protocol/rights.ts';
import type { Account } from '../../protocol/session.ts';
import { branchAt } from '../../store/branch.ts';
import type { Db } from '../../store/database.ts';

const MOST_FOUND = 50;

/** Accounts of the own line whose name, or whose organisation's, holds the words. @throws Refusal `right.missing` */
export async function searchPeople(db: Db, { role, organisation }: Account, search: string): Promise<RequestResult<'meeting.people'>> {
  if (!isAllowed(role, 'meeting.run', organisation.path, organisation.path)) {
    throw new Refusal('right.missing', 'This account does not run meetings.');
  }
  const { root, end, above } = branchAt(organisation.path);
  const words = `%${search.replaceAll(/[%_]/g, '')}%`;
  const rows = await db
    .selectFrom('accounts')
    .innerJoin('organisations', 'organisations.id', 'accounts.org_id')
    .select(['accounts.id', 'accounts.name', 'accounts.org_id', 'organisations.name as org_name'])
    .where('disabled', '=', 0)
    .where((eb) => eb.or([eb.and([eb('path', '>=', root), eb('path', '<', end)]), eb('path', 'in', [...above, ''])]))
    .where((eb) => eb.or([eb('accounts.name', 'like', words), eb('organisations.name', 'like', words)]))
    .orderBy('path')
    .orderBy('accounts.name')
    .limit(MOST_FOUND)
    .execute();
  return { people: rows.map(({ id, name, org_id, org_name }) => ({ accountId: id, name, orgId: org_id, orgName: org_name })) };
}
