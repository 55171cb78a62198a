import { type DepartmentPerson, type DepartmentWords, daysFit, departmentSchema } from '../../protocol/entities/department.ts';
import { Refusal } from '../../protocol/errors.ts';
import { isAllowed, isNamedFor } from '../../protocol/rights.ts';
import { AccountRepository } from '../../store/accounts.ts';
import { readDepartments } from '../../store/joint-rows.ts';
import type { Mutation, MutationContext } from './mutation.ts';
import { organisationFor } from './organisation.ts';
import { visiblePlaces } from './visible-places.ts';

export const addDepartment: Mutation<'department.add'> = async ({ id, orgId, ...words }, context) => {
  const { trx, now } = context;
  const org = await organisationFor(context, orgId, 'department.write');
  if ((await trx.selectFrom('departments').select('id').where('id', '=', id).executeTakeFirst()) !== undefined) {
    throw new Refusal('state.conflict', 'A department with this id exists already.');
  }
  const columns = columnsOf({ ...words, people: await officersAmong(context, org.path, words.people) });
  await trx
    .insertInto('departments')
    .values({ id, org_id: org.id, ...columns, updated_at: now })
    .execute();
  return [{ entity: 'department', id, path: org.path, pathBefore: null }];
};

export const editDepartment: Mutation<'department.edit'> = async ({ id, change }, context) => {
  const path = await pathOfDepartment(context, id);
  const [before] = await readDepartments(context.trx, [id]);
  const people = change.people === undefined ? undefined : await officersAmong(context, path, change.people);
  // What is left out arrives as undefined, which the schema leaves as it was.
  const named = Object.fromEntries(Object.entries({ ...change, people }).filter(([, value]) => value !== undefined));
  const after = departmentSchema.parse({ ...before, ...named });
  await context.trx
    .updateTable('departments')
    .set({ ...columnsOf(after), updated_at: context.now })
    .where('id', '=', id)
    .execute();
  return [{ entity: 'department', id, path, pathBefore: path }];
};

export const removeDepartment: Mutation<'department.remove'> = async ({ id }, context) => {
  const path = await pathOfDepartment(context, id);
  await context.trx.deleteFrom('departments').where('id', '=', id).execute();
  return [{ entity: 'department', id, path: null, pathBefore: path }];
};

/** @throws Refusal `department.days` */
function columnsOf(words: DepartmentWords) {
  if (!daysFit(words)) throw new Refusal('department.days', 'A department that comes by turns, and no other, has weekdays.');
  const { name, presence, weekdays, phone, role, people } = words;
  const days = [...new Set(weekdays)].sort((a, b) => a - b);
  return { name, presence, weekdays: JSON.stringify(days), phone, role, people: JSON.stringify(people) };
}

/**
 * Those who answer for a department, under the server's own names.
 * @throws Refusal `department.not_an_officer` for whoever is not one that can be called by name, or belongs to a centre beside the line
 */
async function officersAmong({ trx }: MutationContext, path: string, people: readonly DepartmentPerson[]): Promise<DepartmentPerson[]> {
  const accounts = new AccountRepository(trx);
  const found: DepartmentPerson[] = [];
  for (const accountId of new Set(people.map((one) => one.accountId))) {
    const stored = await accounts.findById(accountId);
    const account = stored?.account;
    const theirs = account?.organisation.path;
    const onLine = theirs !== undefined && (theirs.startsWith(path) || path.startsWith(theirs));
    if (stored === null || stored.disabled || account === undefined || !onLine || !isNamedFor(account.role, 'joint.answer')) {
      throw new Refusal('department.not_an_officer', 'Only officers of this line can answer for a department.');
    }
    found.push({ accountId, name: account.name });
  }
  return found;
}

/** @throws Refusal `row.unknown` also for departments that the account may not see; `right.missing` for those of centres above it */
async function pathOfDepartment(context: MutationContext, id: string): Promise<string> {
  const { account } = context;
  const [place] = await visiblePlaces(context, 'department', id);
  if (place === undefined) throw new Refusal('row.unknown', 'This department does not exist.');
  if (!isAllowed(account.role, 'department.write', account.organisation.path, place.path)) {
    throw new Refusal('right.missing', 'This account may not change departments there.');
  }
  return place.path;
}
