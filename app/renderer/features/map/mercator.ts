import type { Position } from '../../../../sfu-server/protocol/primitives.ts';

/** Size of the whole world at zoom level 0, in pixels; it doubles with each level. */
export const WORLD_SIZE = 256;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Spherical Mercator (EPSG:3857), as Leaflet's default: pixels at zoom level 0, y downwards. */
export function project({ lat, lng }: Position): Point {
  const sin = Math.sin((lat * Math.PI) / 180);
  return {
    x: WORLD_SIZE * (lng / 360 + 0.5),
    y: WORLD_SIZE * (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)),
  };
}

/** Pixels of zoom level `zoom` to one of level 0. */
export function scaleOf(zoom: number): number {
  return 2 ** zoom;
}
