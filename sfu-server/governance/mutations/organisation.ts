import { Refusal } from '../../protocol/errors.ts';
import { type Action, isAllowed } from '../../protocol/rights.ts';
import type { MutationContext } from './mutation.ts';

export interface PresentOrganisation {
  readonly id: string;
  readonly path: string;
  readonly shortName: string;
}

/** @throws Refusal `row.unknown` */
export async function presentOrganisation({ trx }: MutationContext, id: string): Promise<PresentOrganisation> {
  const row = await trx.selectFrom('organisations').select(['id', 'path', 'short_name']).where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new Refusal('row.unknown', 'This organisation does not exist.');
  return { id: row.id, path: row.path, shortName: row.short_name };
}

/** The organisation for which an account makes a new row. @throws Refusal `row.unknown`, `right.missing` */
export async function organisationFor(context: MutationContext, id: string, action: Action): Promise<PresentOrganisation> {
  const org = await presentOrganisation(context, id);
  const { role, organisation } = context.account;
  if (!isAllowed(role, action, organisation.path, org.path)) throw new Refusal('right.missing', 'This account may not do this there.');
  return org;
}
