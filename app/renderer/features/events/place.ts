import type { GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import type { Grid } from '../../../../sfu-server/protocol/entities/grid.ts';
import type { Organisation } from '../../../../sfu-server/protocol/entities/organisation.ts';

/** Where an event is, in words: township, village, grid; as far as this seat can see them. */
export function placeOf(
  event: Pick<GovernanceEvent, 'gridId' | 'orgId' | 'position'>,
  grids: ReadonlyMap<string, Grid>,
  organisations: ReadonlyMap<string, Organisation>,
): string {
  const grid = event.gridId === null ? undefined : grids.get(event.gridId);
  const organisation = organisations.get(event.orgId);
  const parent = organisation?.level === 'village' && organisation.parentId !== null ? organisations.get(organisation.parentId) : undefined;
  const names = [parent?.name, organisation?.name, grid?.name].filter((name) => name !== undefined);
  // Some names repeat the name of what they belong to: 双湖村第4网格 in 双湖村.
  const distinct = names.filter((name, index) => !names[index + 1]?.startsWith(name));
  return distinct.length > 0 ? distinct.join(' ') : `${event.position.lat.toFixed(5)}, ${event.position.lng.toFixed(5)}`;
}
