import { Refusal } from '../../protocol/errors.ts';
import { isAllowed } from '../../protocol/rights.ts';
import { mayRead } from '../../store/branch.ts';
import type { Mutation, MutationContext } from './mutation.ts';
import { organisationFor } from './organisation.ts';

/** Founds a studio. @throws Refusal `row.unknown`, `right.missing`, `state.conflict` */
export const addStudio: Mutation<'studio.add'> = async ({ id, orgId, ...words }, context) => {
  const { trx, now } = context;
  const org = await organisationFor(context, orgId, 'team.write');
  if ((await trx.selectFrom('studios').select('id').where('id', '=', id).executeTakeFirst()) !== undefined) {
    throw new Refusal('state.conflict', 'A studio with this id exists already.');
  }
  await mustBeSeen(context, words.leaderId);
  const { name, leaderId, fields, active } = words;
  await trx
    .insertInto('studios')
    .values({
      ...{ id, org_id: org.id, name, leader_id: leaderId, words: words.words },
      ...{ fields: JSON.stringify(fields), active: active ? 1 : 0, updated_at: now },
    })
    .execute();
  return [{ entity: 'studio', id, path: org.path, pathBefore: null }];
};

/** Sets right what is named. @throws Refusal `row.unknown`, `right.missing` */
export const editStudio: Mutation<'studio.edit'> = async ({ id, change }, context) => {
  const path = await pathOfStudio(context, id);
  await mustBeSeen(context, change.leaderId);
  await context.trx
    .updateTable('studios')
    .set({
      updated_at: context.now,
      ...(change.name !== undefined && { name: change.name }),
      ...(change.leaderId !== undefined && { leader_id: change.leaderId }),
      ...(change.fields !== undefined && { fields: JSON.stringify(change.fields) }),
      ...(change.words !== undefined && { words: change.words }),
      ...(change.active !== undefined && { active: change.active ? 1 : 0 }),
    })
    .where('id', '=', id)
    .execute();
  return [{ entity: 'studio', id, path, pathBefore: path }];
};

async function pathOfStudio({ trx, account }: MutationContext, id: string): Promise<string> {
  const row = await trx
    .selectFrom('studios')
    .innerJoin('organisations', 'organisations.id', 'studios.org_id')
    .select('path')
    .where('studios.id', '=', id)
    .executeTakeFirst();
  if (row === undefined || !mayRead(account, 'studio', row.path)) throw new Refusal('row.unknown', 'This studio does not exist.');
  if (!isAllowed(account.role, 'team.write', account.organisation.path, row.path)) {
    throw new Refusal('right.missing', 'This account may not change studios there.');
  }
  return row.path;
}

async function mustBeSeen({ trx, account }: MutationContext, leaderId: string | null | undefined): Promise<void> {
  if (leaderId === undefined || leaderId === null) return;
  const row = await trx
    .selectFrom('mediators')
    .innerJoin('organisations', 'organisations.id', 'mediators.org_id')
    .select('path')
    .where('mediators.id', '=', leaderId)
    .executeTakeFirst();
  if (row === undefined || !mayRead(account, 'mediator', row.path)) throw new Refusal('row.unknown', 'This mediator does not exist.');
}
