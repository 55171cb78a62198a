import { Refusal } from '../../protocol/errors.ts';
import { isAllowed } from '../../protocol/rights.ts';
import { mayRead } from '../../store/branch.ts';
import type { Mutation, MutationContext } from './mutation.ts';
import { organisationFor } from './organisation.ts';

export const addContact: Mutation<'contact.add'> = async (args, context) => {
  const { trx, now } = context;
  const org = await organisationFor(context, args.orgId, 'contact.write');
  if ((await trx.selectFrom('contacts').select('id').where('id', '=', args.id).executeTakeFirst()) !== undefined) {
    throw new Refusal('state.conflict', 'A contact with this id exists already.');
  }
  const { id, name, post, phone, role } = args;
  await trx
    .insertInto('contacts')
    .values({ id, org_id: org.id, name, post, phone, is_duty: args.isDuty ? 1 : 0, role, updated_at: now })
    .execute();
  return [{ entity: 'contact', id, path: org.path, pathBefore: null }];
};

export const editContact: Mutation<'contact.edit'> = async ({ id, change }, context) => {
  const path = await pathOfContact(context, id);
  await context.trx
    .updateTable('contacts')
    .set({
      updated_at: context.now,
      ...(change.name !== undefined && { name: change.name }),
      ...(change.post !== undefined && { post: change.post }),
      ...(change.phone !== undefined && { phone: change.phone }),
      ...(change.isDuty !== undefined && { is_duty: change.isDuty ? 1 : 0 }),
      ...(change.role !== undefined && { role: change.role }),
    })
    .where('id', '=', id)
    .execute();
  return [{ entity: 'contact', id, path, pathBefore: path }];
};

export const removeContact: Mutation<'contact.remove'> = async ({ id }, context) => {
  const path = await pathOfContact(context, id);
  await context.trx.deleteFrom('contacts').where('id', '=', id).execute();
  return [{ entity: 'contact', id, path: null, pathBefore: path }];
};

/** @throws Refusal `row.unknown` also for contacts that the account may not see; `right.missing` for those above it */
async function pathOfContact({ trx, account }: MutationContext, id: string): Promise<string> {
  const row = await trx
    .selectFrom('contacts')
    .innerJoin('organisations', 'organisations.id', 'contacts.org_id')
    .select('path')
    .where('contacts.id', '=', id)
    .executeTakeFirst();
  if (row === undefined || !mayRead(account, 'contact', row.path)) throw new Refusal('row.unknown', 'This contact does not exist.');
  if (!isAllowed(account.role, 'contact.write', account.organisation.path, row.path)) {
    throw new Refusal('right.missing', 'This account may not change contacts there.');
  }
  return row.path;
}
