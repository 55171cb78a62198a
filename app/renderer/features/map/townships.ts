import type { Grid } from '../../../../sfu-server/protocol/entities/grid.ts';
import type { Organisation } from '../../../../sfu-server/protocol/entities/organisation.ts';
import type { Position } from '../../../../sfu-server/protocol/primitives.ts';

/** The township that an organisation is, or belongs to; itself where no township is seen above it. */
export function townshipOf(orgId: string, organisations: ReadonlyMap<string, Organisation>): string {
  const organisation = organisations.get(orgId);
  return organisation?.level === 'village' && organisation.parentId !== null ? organisation.parentId : orgId;
}

export interface AreaLabel {
  readonly name: string;
  readonly position: Position;
}

/** Where to write the names of townships: in the middle of their grids' centres. */
export function townshipLabels(grids: Iterable<Grid>, organisations: ReadonlyMap<string, Organisation>): AreaLabel[] {
  const sums = new Map<string, { lat: number; lng: number; count: number }>();
  for (const grid of grids) {
    const id = townshipOf(grid.orgId, organisations);
    const sum = sums.get(id) ?? { lat: 0, lng: 0, count: 0 };
    sums.set(id, { lat: sum.lat + grid.centre.lat, lng: sum.lng + grid.centre.lng, count: sum.count + 1 });
  }
  return [...sums].flatMap(([id, { lat, lng, count }]) => {
    const name = organisations.get(id)?.name;
    return name === undefined ? [] : [{ name, position: { lat: lat / count, lng: lng / count } }];
  });
}
