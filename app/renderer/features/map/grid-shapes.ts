import type { Grid } from '../../../../sfu-server/protocol/entities/grid.ts';
import type { Position } from '../../../../sfu-server/protocol/primitives.ts';
import type { Line } from './boundaries.ts';
import { isInRing } from './grid-at.ts';
import { type Point, project } from './mercator.ts';

interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Grids made ready for drawing and for finding the one under the pointer. */
export class GridShapes {
  /** Everything is measured from here (pixels at zoom 0): paths hold 32-bit numbers, too coarse from the world's corner. */
  readonly origin: Point;
  readonly #grids: ReadonlyMap<string, Grid>;
  readonly #boxes: readonly (readonly [Box, Grid])[];

  constructor(grids: ReadonlyMap<string, Grid>) {
    this.#grids = grids;
    this.#boxes = [...grids.values()].map((grid) => [boxOf(grid.ring), grid] as const);
    const box = this.bounds();
    this.origin = box === null ? { x: 0, y: 0 } : project({ lat: (box.north + box.south) / 2, lng: (box.east + box.west) / 2 });
  }

  bounds(): Box | null {
    if (this.#boxes.length === 0) return null;
    return this.#boxes.reduce<Box>(
      (all, [box]) => ({
        west: Math.min(all.west, box.west),
        south: Math.min(all.south, box.south),
        east: Math.max(all.east, box.east),
        north: Math.max(all.north, box.north),
      }),
      { west: 180, south: 90, east: -180, north: -90 },
    );
  }

  at(position: Position): Grid | null {
    const { lat, lng } = position;
    for (const [box, grid] of this.#boxes) {
      if (lng < box.west || lng > box.east || lat < box.south || lat > box.north) continue;
      if (isInRing(grid.ring, position)) return grid;
    }
    return null;
  }

  /** One path of all the given grids, or of all grids; from `origin`, in pixels at zoom 0. */
  path(ids?: Iterable<string>): Path2D {
    const path = new Path2D();
    const add = (grid: Grid | undefined) => {
      if (grid === undefined) return;
      this.#trace(path, grid.ring);
      path.closePath();
    };
    if (ids === undefined) for (const grid of this.#grids.values()) add(grid);
    else for (const id of ids) add(this.#grids.get(id));
    return path;
  }

  lines(lines: readonly Line[]): Path2D {
    const path = new Path2D();
    for (const line of lines) this.#trace(path, line);
    return path;
  }

  #trace(path: Path2D, line: Line): void {
    line.forEach(([lng, lat], index) => {
      const point = project({ lat, lng });
      if (index === 0) path.moveTo(point.x - this.origin.x, point.y - this.origin.y);
      else path.lineTo(point.x - this.origin.x, point.y - this.origin.y);
    });
  }
}

function boxOf(ring: Grid['ring']): Box {
  let west = 180;
  let south = 90;
  let east = -180;
  let north = -90;
  for (const [lng, lat] of ring) {
    west = Math.min(west, lng);
    east = Math.max(east, lng);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return { west, south, east, north };
}
