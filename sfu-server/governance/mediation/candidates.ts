import { dutyAt } from '../../protocol/duty-hours.ts';
import type { Candidate } from '../../protocol/requests/mediations.ts';
import { isAllowed } from '../../protocol/rights.ts';
import { roleSchema } from '../../protocol/roles.ts';
import type { Account } from '../../protocol/session.ts';
import { branchAt } from '../../store/branch.ts';
import type { Db } from '../../store/database.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { presentCase } from '../mutations/case-change.ts';
import { type Known, knownOf } from '../team/known.ts';
import { loadOf } from '../team/load.ts';

const MOST = 200;

/** What is known of people, by account; whoever is not named has no profile. */
export type Skills = (db: Db, accountIds: readonly string[]) => Promise<ReadonlyMap<string, Known>>;

/**
 * Who can be assigned to a case, best first. Administrators could, and are not proposed; nor is who mediates no more.
 * @throws Refusal `row.unknown`, `right.missing`
 */
export async function candidatesFor(db: Db, account: Account, caseId: string, now: number, skills: Skills = knownOf): Promise<Candidate[]> {
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
    const load = await loadOf(trx, ids, now);
    const { field } = await trx.selectFrom('cases').select('field').where('id', '=', caseId).executeTakeFirstOrThrow();
    const present = able.filter(({ id }) => known.get(id)?.active !== false);
    const candidates = present.map((row): Candidate => {
      const profile = known.get(row.id);
      const own = profile?.skills ?? [];
      return {
        accountId: row.id,
        name: row.name,
        orgName: row.org_name,
        own: row.org_id === kase.orgId,
        skills: [...own],
        matches: field !== null && own.includes(field),
        load: load.get(row.id)?.open ?? 0,
        hearings: load.get(row.id)?.hearings ?? 0,
        duty: profile === undefined || profile.duty.length === 0 ? null : dutyAt(profile.duty, now),
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
    Number(b.duty === 'now') - Number(a.duty === 'now') ||
    a.load - b.load ||
    Number(b.own) - Number(a.own) ||
    a.name.localeCompare(b.name, 'zh')
  );
}
