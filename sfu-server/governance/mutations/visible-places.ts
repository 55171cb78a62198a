import type { EntityName } from '../../protocol/entities/index.ts';
import { mayRead } from '../../store/branch.ts';
import { type Placement, placementsOf } from '../../store/placement.ts';
import type { MutationContext } from './mutation.ts';

/** Where a row stands, or nothing where the account may see it at none of its places. */
export async function visiblePlaces({ trx, account }: MutationContext, entity: EntityName, id: string): Promise<readonly Placement[]> {
  const places = await placementsOf(trx, entity, [id]);
  return places.some(({ guard, path }) => mayRead(account, guard, path)) ? places : [];
}
