import type { Grid } from '../../../../sfu-server/protocol/entities/grid.ts';
import type { Position } from '../../../../sfu-server/protocol/primitives.ts';

type Ring = Grid['ring'];

/** Whether a point lies inside of a ring, by the even-odd rule. A point on an edge belongs to one side only, so tiles do not overlap. */
export function isInRing(ring: Ring, { lat, lng }: Position): boolean {
  let inside = false;
  let previous = ring.at(-1);
  for (const corner of ring) {
    if (previous !== undefined) {
      const [x1, y1] = previous;
      const [x2, y2] = corner;
      if (y1 > lat !== y2 > lat && lng < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
    }
    previous = corner;
  }
  return inside;
}

/** The grid that a place lies in; null where none does. */
export function gridAt<G extends Pick<Grid, 'ring'>>(grids: Iterable<G>, position: Position): G | null {
  for (const grid of grids) if (isInRing(grid.ring, position)) return grid;
  return null;
}
