import type { Candidate } from '../../protocol/requests/mediations.ts';
import { isAllowed } from '../../protocol/rights.ts';
import { roleSchema } from '../../protocol/roles.ts';
import type { Account } from '../../protocol/session.ts';
import { branchAt } from '../../store/branch.ts';
import type { Db } from '../../store/database.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { presentCase } from '../mutations/case-change.ts';

const MOST = 200;

/** What people know about, by account; whoever is not named has no profile. */
export type Skills = (db: Db, accountIds: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;
/** Until mediators have profiles. */
export const noSkills: Skills = async () => new Map();

/**
 * Who can be assigned to a case, best first. Administrators could, and are not proposed.
 * @throws Refusal `row.unknown`, `right.missing`
 */
export async function candidatesFor(
  db: Db,
  account: Account,
  caseId: string,
  now: number,
  skills: Skills = noSkills,
): Promise<Candidate[]> {
  return db.transaction().execute(async (trx) => {
    const kase = await presentCase({ trx, account, now }, caseId);
    const [mediation] = await readMediations(trx, [caseId]);
    const conflicts = new Map(mediation?.declarations.map((one) => [one.accountId, one.reason]));
    const rows = await trx
      .selectFrom('accounts')
      .innerJoin('organisations', 'organisations.id', 'accounts.org_id')
      .select(['accounts.id', 'accounts.name', 'role', 'org_id', 'path', 'organisations.name as org_name'])
      .where('disabled', '=', 0)
      .where('role', '!=', 'admin')
      .where('path', 'in', [kase.path, ...branchAt(kase.path).above])
      .orderBy('accounts.id')
      .execute();
    const able = rows.filter(({ role, path }) => isAllowed(roleSchema.parse(role), 'case.handle.mediation', path, kase.path));
    const ids = able.map(({ id }) => id);
    const known = await skills(trx, ids);
    const load = await loadOf(trx, ids);
    const { field } = await trx.selectFrom('cases').select('field').where('id', '=', caseId).executeTakeFirstOrThrow();
    const candidates = able.map((row): Candidate => {
      const own = known.get(row.id) ?? [];
      return {
        accountId: row.id,
        name: row.name,
        orgName: row.org_name,
        own: row.org_id === kase.orgId,
        skills: [...own],
        matches: field !== null && own.includes(field),
        load: load.get(row.id) ?? 0,
        conflict: conflicts.get(row.id) ?? null,
      };
    });
    return candidates.sort(bestFirst).slice(0, MOST);
  });
}

/** Ties go by name, so that the list does not jump. */
function bestFirst(a: Candidate, b: Candidate): number {
  return (
    Number(a.conflict !== null) - Number(b.conflict !== null) ||
    Number(b.matches) - Number(a.matches) ||
    a.load - b.load ||
    Number(b.own) - Number(a.own) ||
    a.name.localeCompare(b.name, 'zh')
  );
}

async function loadOf(trx: Db, accountIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (accountIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('mediations')
    .innerJoin('cases', 'cases.id', 'mediations.id')
    .select(({ fn }) => ['mediator_id', fn.countAll<number>().as('n')])
    .where('mediator_id', 'in', accountIds)
    .where('state', 'in', ['registered', 'accepted', 'handling'])
    .groupBy('mediator_id')
    .execute();
  return new Map(rows.flatMap(({ mediator_id, n }) => (mediator_id === null ? [] : [[mediator_id, n] as const])));
}
