import { Refusal } from '../../protocol/errors.ts';
import type { ParsedParams, RequestResult } from '../../protocol/requests/index.ts';
import { MOST_ACCOUNTS } from '../../protocol/requests/team.ts';
import { isAllowed, RIGHTS } from '../../protocol/rights.ts';
import { ROLES } from '../../protocol/roles.ts';
import type { Account } from '../../protocol/session.ts';
import { branchAt } from '../../store/branch.ts';
import type { Db } from '../../store/database.ts';

/** Administrators could mediate, and are not proposed (see candidatesFor). */
const MEDIATING = ROLES.filter((role) => role !== 'admin' && RIGHTS[role]['case.handle.mediation'] !== undefined);

/** @throws Refusal `row.unknown`, `right.missing` */
export async function accountsToLink(
  db: Db,
  account: Account,
  { orgId, mediatorId }: ParsedParams<'team.accounts'>,
): Promise<RequestResult<'team.accounts'>['accounts']> {
  const org = await db.selectFrom('organisations').select('path').where('id', '=', orgId).executeTakeFirst();
  if (org === undefined) throw new Refusal('row.unknown', 'This organisation does not exist.');
  if (!isAllowed(account.role, 'team.write', account.organisation.path, org.path)) {
    throw new Refusal('right.missing', 'This account does not keep the team there.');
  }
  const { root, end } = branchAt(org.path);
  const rows = await db
    .selectFrom('accounts')
    .innerJoin('organisations', 'organisations.id', 'accounts.org_id')
    .select(['accounts.id', 'accounts.name', 'organisations.name as org_name'])
    .where('disabled', '=', 0)
    .where('role', 'in', MEDIATING)
    .where('path', '>=', root)
    .where('path', '<', end)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('mediators')
            .select('id')
            .whereRef('account_id', '=', 'accounts.id')
            .where('id', '!=', mediatorId ?? ''),
        ),
      ),
    )
    .orderBy('path')
    .orderBy('accounts.name')
    .limit(MOST_ACCOUNTS)
    .execute();
  return rows.map(({ id, name, org_name }) => ({ accountId: id, name, orgName: org_name }));
}
