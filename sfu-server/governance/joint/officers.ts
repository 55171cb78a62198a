import { Refusal } from '../../protocol/errors.ts';
import { MOST_OFFICERS } from '../../protocol/requests/departments.ts';
import type { RequestResult } from '../../protocol/requests/index.ts';
import { isAllowed, isNamedFor } from '../../protocol/rights.ts';
import { ROLES } from '../../protocol/roles.ts';
import type { Account } from '../../protocol/session.ts';
import { branchAt } from '../../store/branch.ts';
import type { Db } from '../../store/database.ts';

const ANSWERING = ROLES.filter((role) => isNamedFor(role, 'joint.answer'));

/** See the request `department.officers`. @throws Refusal `row.unknown`, `right.missing` */
export async function officersFor(db: Db, { role, organisation }: Account, orgId: string): Promise<RequestResult<'department.officers'>> {
  const org = await db.selectFrom('organisations').select('path').where('id', '=', orgId).executeTakeFirst();
  if (org === undefined) throw new Refusal('row.unknown', 'This organisation does not exist.');
  if (!isAllowed(role, 'department.write', organisation.path, org.path)) {
    throw new Refusal('right.missing', 'This account does not keep the register of departments there.');
  }
  const { root, end, above } = branchAt(org.path);
  const rows = await db
    .selectFrom('accounts')
    .innerJoin('organisations', 'organisations.id', 'accounts.org_id')
    .select(['accounts.id', 'accounts.name', 'organisations.name as org_name'])
    .where('disabled', '=', 0)
    .where('role', 'in', ANSWERING)
    .where((eb) => eb.or([eb.and([eb('path', '>=', root), eb('path', '<', end)]), eb('path', 'in', [...above, ''])]))
    .orderBy('path')
    .orderBy('accounts.name')
    .limit(MOST_OFFICERS)
    .execute();
  return { officers: rows.map(({ id, name, org_name }) => ({ accountId: id, name, orgName: org_name })) };
}
