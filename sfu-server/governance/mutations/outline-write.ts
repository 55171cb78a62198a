import { Refusal } from '../../protocol/errors.ts';
import { isAllowed } from '../../protocol/rights.ts';
import { mayRead } from '../../store/branch.ts';
import type { Mutation, MutationContext } from './mutation.ts';
import { organisationFor } from './organisation.ts';

/** Sets of one centre: a person chooses among them in a list. */
const MOST_OUTLINES = 100;

/** @throws Refusal `state.conflict` also where the centre has as many as it may */
export const addOutline: Mutation<'outline.add'> = async ({ id, orgId, name, lines, position, replaces }, context) => {
  const { trx, now } = context;
  const org = await organisationFor(context, orgId, 'outline.write');
  const present = await trx.selectFrom('outlines').select('id').where('id', '=', id).executeTakeFirst();
  if (present !== undefined) throw new Refusal('state.conflict', 'A question set with this id exists already.');
  const others = await trx.selectFrom('outlines').select('id').where('org_id', '=', org.id).execute();
  if (others.length >= MOST_OUTLINES) throw new Refusal('state.conflict', `A centre has at most ${MOST_OUTLINES} question sets.`);
  await trx.insertInto('outlines').values({ id, org_id: org.id, name, lines, position, replaces, updated_at: now }).execute();
  return [{ entity: 'outline', id, path: org.path, pathBefore: null }];
};

export const editOutline: Mutation<'outline.edit'> = async ({ id, change }, context) => {
  const path = await pathOfOutline(context, id);
  const { name, lines, position } = change;
  await context.trx
    .updateTable('outlines')
    .set({
      updated_at: context.now,
      ...(name !== undefined && { name }),
      ...(lines !== undefined && { lines }),
      ...(position !== undefined && { position }),
    })
    .where('id', '=', id)
    .execute();
  return [{ entity: 'outline', id, path, pathBefore: path }];
};

/** What was taken out of it into records stays there; a shipped set in whose place it stood is used again. */
export const removeOutline: Mutation<'outline.remove'> = async ({ id }, context) => {
  const path = await pathOfOutline(context, id);
  await context.trx.deleteFrom('outlines').where('id', '=', id).execute();
  return [{ entity: 'outline', id, path: null, pathBefore: path }];
};

/** @throws Refusal `row.unknown` also for sets that the account may not see; `right.missing` for those of others */
async function pathOfOutline({ trx, account }: MutationContext, id: string): Promise<string> {
  const row = await trx
    .selectFrom('outlines')
    .innerJoin('organisations', 'organisations.id', 'outlines.org_id')
    .select('path')
    .where('outlines.id', '=', id)
    .executeTakeFirst();
  if (row === undefined || !mayRead(account, 'outline', row.path)) throw new Refusal('row.unknown', 'This question set does not exist.');
  if (!isAllowed(account.role, 'outline.write', account.organisation.path, row.path)) {
    throw new Refusal('right.missing', 'This account may not change the question sets there.');
  }
  return row.path;
}
