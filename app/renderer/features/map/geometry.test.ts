import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Grid } from '../../../../sfu-server/protocol/entities/grid.ts';
import { areaBoundaries } from './boundaries.ts';
import { gridAt, isInRing } from './grid-at.ts';
import { placeLabel } from './label-painter.ts';
import { hit } from './marks-painter.ts';
import { project } from './mercator.ts';

type Ring = Grid['ring'];

/** A unit square with its south-western corner at (x, y). */
const square = (x: number, y: number): Ring => [
  [x, y],
  [x + 1, y],
  [x + 1, y + 1],
  [x, y + 1],
];

/** A board of squares; `area` names the half that each is in. */
const board = (width: number, height: number, area: (x: number, y: number) => string) =>
  Array.from({ length: width * height }, (_, index) => {
    const x = index % width;
    const y = Math.floor(index / width);
    return { ring: square(x, y), area: area(x, y) };
  });

const edgeCount = (lines: readonly (readonly unknown[])[]) => lines.reduce((sum, line) => sum + line.length - 1, 0);

describe('point in polygon', () => {
  test('tells inside from outside of a ring with a dent', () => {
    const dented: Ring = [
      [0, 0],
      [4, 0],
      [4, 4],
      [2, 1],
      [0, 4],
    ];
    expect(isInRing(dented, { lng: 1, lat: 1 })).toBe(true);
    expect(isInRing(dented, { lng: 2, lat: 3 })).toBe(false);
    expect(isInRing(dented, { lng: 5, lat: 1 })).toBe(false);
  });

  test('is the same for a ring that repeats its first corner', () => {
    const open = square(0, 0);
    const closed: Ring = [...open, [0, 0]];
    expect(isInRing(closed, { lng: 0.5, lat: 0.5 })).toBe(true);
    expect(isInRing(closed, { lng: 1.5, lat: 0.5 })).toBe(false);
  });

  test('gives every place of a tiled area to exactly one tile, edges and corners too', () => {
    const tiles = board(4, 3, () => 'a');
    const coordinate = (max: number) => fc.oneof(fc.double({ min: 0, max: max - 0.001, noNaN: true }), fc.nat(max - 1));
    fc.assert(
      fc.property(coordinate(4), coordinate(3), (lng, lat) => {
        expect(tiles.filter((tile) => isInRing(tile.ring, { lng, lat }))).toHaveLength(1);
      }),
    );
  });

  test('finds no grid outside of all', () => {
    expect(
      gridAt(
        board(2, 2, () => 'a'),
        { lng: 9, lat: 9 },
      ),
    ).toBeNull();
  });
});

describe('area boundaries', () => {
  test('are the outline and the line between two areas, without the edges inside of either', () => {
    const lines = areaBoundaries(
      board(4, 2, (x) => (x < 2 ? 'west' : 'east')),
      (tile) => tile.area,
    );
    // Outline 2·(4+2) and the middle line 2.
    expect(edgeCount(lines)).toBe(14);
  });

  test('of one area are one closed ring', () => {
    const lines = areaBoundaries(
      board(3, 3, () => 'all'),
      (tile) => tile.area,
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]?.[0]).toEqual(lines[0]?.at(-1));
    expect(edgeCount(lines)).toBe(12);
  });

  test('meet although shared corners differ in digits nobody can see', () => {
    const west = { ring: square(0, 0), area: 'a' };
    const east = { ring: square(1, 0).map(([x, y]) => [x + 1e-9, y]) as Ring, area: 'a' };
    expect(edgeCount(areaBoundaries([west, east], (tile) => tile.area))).toBe(6);
  });

  test('pass over the edge without length of a ring that repeats its first corner', () => {
    const ring: Ring = [...square(0, 0), [0, 0]];
    expect(edgeCount(areaBoundaries([{ ring }], () => 'a'))).toBe(4);
  });
});

describe('the projection', () => {
  test('is spherical Mercator: the world’s corners and the equator where they belong', () => {
    expect(project({ lat: 0, lng: 0 })).toEqual({ x: 128, y: 128 });
    const corner = project({ lat: 85.0511287798, lng: -180 });
    expect(corner.x).toBeCloseTo(0, 6);
    expect(corner.y).toBeCloseTo(0, 6);
  });
});

describe('labels and hits', () => {
  const label = { x: 100, y: 100, halfWidth: 20, halfHeight: 8 };

  test('a label stays where it is wanted when nothing is in its way', () => {
    expect(placeLabel(label, [{ x: 300, y: 100, radius: 10 }], [])).toEqual(label);
  });

  test('a label steps aside for a circle and for a label placed before', () => {
    const aside = placeLabel(label, [{ x: 100, y: 100, radius: 9 }], []);
    expect(Math.hypot(aside.x - 100, Math.max(0, Math.abs(aside.y - 100) - 8))).toBeGreaterThanOrEqual(8);
    expect(placeLabel(label, [], [label])).not.toEqual(label);
  });

  test('a click hits the topmost thing, and nothing where there is none', () => {
    const targets = [
      { x: 0, y: 0, radius: 10, thing: 'below' },
      { x: 4, y: 0, radius: 10, thing: 'above' },
    ];
    expect(hit(targets, 2, 0)).toBe('above');
    expect(hit(targets, -8, 0)).toBe('below');
    expect(hit(targets, 50, 50)).toBeNull();
  });
});
