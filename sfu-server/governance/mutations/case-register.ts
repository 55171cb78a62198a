import { newMediation } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import { insertCase } from '../case-insert.ts';
import { DEFAULT_MEDIATION_DAYS } from '../case-limits.ts';
import { insertMediation } from '../mediation/insert.ts';
import type { Mutation, MutationContext } from './mutation.ts';
import { organisationFor } from './organisation.ts';

/** Takes in a new case, gives it its number and its first limit. */
export const registerCase: Mutation<'case.register'> = async (args, context) => {
  const { trx, account, now, mediationDays = DEFAULT_MEDIATION_DAYS } = context;
  if (args.kind === 'mediation' && args.handlerName !== null) throw new Refusal('mutation.malformed', 'Who mediates is assigned.');
  const org = await organisationFor(context, args.orgId, `case.handle.${args.kind}`);
  if (args.gridId !== null) await mustLieWithin(context, args.gridId, org.path);
  await insertCase(trx, org, args, account, { now, days: mediationDays.usual });
  const place = { id: args.id, path: org.path, pathBefore: null };
  const kase = { ...place, entity: 'case', guard: args.kind } as const;
  if (args.kind !== 'mediation') return [kase];
  await insertMediation(trx, newMediation(args.id, now));
  return [kase, { ...place, entity: 'mediation' }];
};

/** The grid of a case lies in the organisation that handles it, at any depth. */
async function mustLieWithin({ trx }: MutationContext, gridId: string, orgPath: string): Promise<void> {
  const grid = await trx
    .selectFrom('grids')
    .innerJoin('organisations', 'organisations.id', 'grids.org_id')
    .select('path')
    .where('grids.id', '=', gridId)
    .executeTakeFirst();
  if (grid === undefined) throw new Refusal('row.unknown', 'The grid of the case does not exist.');
  if (!grid.path.startsWith(orgPath)) throw new Refusal('state.conflict', 'The grid does not lie within the organisation of the case.');
}
