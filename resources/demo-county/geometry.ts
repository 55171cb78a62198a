import { Delaunay } from 'd3-delaunay';
import type { SeededRandom } from './random.ts';

/** km east and north of the county's middle. */
export type Point = readonly [x: number, y: number];

export interface Cell {
  readonly centre: Point;
  /** Convex, closed implicitly. */
  readonly ring: readonly Point[];
  /** Indices of the cells that share an edge with it. */
  readonly neighbours: readonly number[];
}

/** Passes of Lloyd's relaxation: enough to take out slivers, few enough to keep towns denser than hills. */
const RELAXATIONS = 3;
/** Seeds that fall into towns, of all. */
const TOWN_SHARE = 0.35;
/** How far a town's seeds spread, as a part of the radius. */
const TOWN_SPREAD = 0.09;
/** Seeds per kept cell: the outline takes about half of its box, and some margin keeps the box's edge away. */
const SEEDS_PER_CELL = 2.3;

/** A piece of land cut into exactly `count` cells that fill it without gap or overlap; its outline is irregular. */
export function tile(random: SeededRandom, count: number, radius: number, towns: number): Cell[] {
  const outline = noisyOutline(random);
  const half = radius * 1.5;
  const centres = Array.from({ length: towns }, (): Point => {
    const angle = random.next() * 2 * Math.PI;
    const r = radius * 0.85 * Math.sqrt(random.next());
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });
  const coordinates = new Float64Array(Math.ceil(count * SEEDS_PER_CELL) * 2);
  for (let i = 0; i < coordinates.length; i += 2) {
    const town = random.next() < TOWN_SHARE ? random.pick(centres) : null;
    coordinates[i] = clamp(town === null ? (random.next() * 2 - 1) * half : town[0] + random.normal() * TOWN_SPREAD * radius, half);
    coordinates[i + 1] = clamp(town === null ? (random.next() * 2 - 1) * half : town[1] + random.normal() * TOWN_SPREAD * radius, half);
  }
  const delaunay = new Delaunay(coordinates);
  const voronoi = delaunay.voronoi([-half, -half, half, half]);
  for (let pass = 0; pass < RELAXATIONS; pass += 1) {
    for (let i = 0; i < coordinates.length / 2; i += 1) {
      const [x, y] = centroid(voronoi.cellPolygon(i));
      coordinates[2 * i] = x;
      coordinates[2 * i + 1] = y;
    }
    voronoi.update();
  }
  // The cells deepest within the outline: exactly as many as asked for, and in one piece because the outline is star-shaped.
  const depth = (i: number) => {
    const [x, y] = [coordinates[2 * i] ?? 0, coordinates[2 * i + 1] ?? 0];
    return Math.hypot(x, y) / outline(Math.atan2(y, x));
  };
  const kept = Array.from({ length: coordinates.length / 2 }, (_, i) => i)
    .sort((a, b) => depth(a) - depth(b))
    .slice(0, count);
  const rank = new Map(kept.map((seed, index) => [seed, index]));
  return kept.map((seed) => {
    const ring = voronoi
      .cellPolygon(seed)
      .slice(0, -1)
      .map(([x, y]): Point => [x, y]);
    const neighbours = [...voronoi.neighbors(seed)].map((other) => rank.get(other)).filter((other) => other !== undefined);
    return { ring, neighbours, centre: centroid(ring) };
  });
}

/** Twice the area, with its sign, of a ring that is closed implicitly. */
export function doubleArea(ring: readonly Point[]): number {
  return edges(ring).reduce((sum, [a, b]) => sum + a[0] * b[1] - b[0] * a[1], 0);
}

/** A point inside a convex ring. */
export function pointWithin(random: SeededRandom, cell: Cell): Point {
  const [x, y] = random.pick(cell.ring);
  const t = random.next() * 0.85;
  return [cell.centre[0] + (x - cell.centre[0]) * t, cell.centre[1] + (y - cell.centre[1]) * t];
}

function centroid(ring: readonly (readonly [number, number])[]): Point {
  let [x, y, area] = [0, 0, 0];
  for (const [a, b] of edges(ring)) {
    const cross = a[0] * b[1] - b[0] * a[1];
    area += cross;
    x += (a[0] + b[0]) * cross;
    y += (a[1] + b[1]) * cross;
  }
  return [x / (3 * area), y / (3 * area)];
}

export function edges<P>(ring: readonly P[]): [P, P][] {
  return ring.flatMap((a, i): [P, P][] => {
    const b = ring[(i + 1) % ring.length];
    return b === undefined ? [] : [[a, b]];
  });
}

/** Distance of the edge from the middle by direction: a circle with a few slow waves. */
function noisyOutline(random: SeededRandom): (angle: number) => number {
  const waves = [2, 3, 4, 5, 7, 9].map((times) => ({
    times,
    height: (0.32 * (0.5 + random.next())) / times,
    phase: random.next() * 2 * Math.PI,
  }));
  return (angle) => waves.reduce((r, { times, height, phase }) => r + height * Math.sin(times * angle + phase), 1);
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
