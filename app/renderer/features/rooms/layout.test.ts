import { describe, expect, test } from 'vitest';
import { bestGrid, stageLayout } from './layout.ts';

const GAP = 6;

describe('the grid of tiles', () => {
  test.each([1, 2, 3, 4, 5, 7, 9, 12, 16, 25])('%i tiles fit without scrolling and keep 16:9', (count) => {
    for (const [width, height] of [
      [1500, 880],
      [1000, 560],
      [378, 700],
      [800, 300],
    ] as const) {
      const { columns, rows, tileWidth, tileHeight } = bestGrid(count, width, height, GAP);
      expect(columns * rows).toBeGreaterThanOrEqual(count);
      expect(columns * tileWidth + (columns - 1) * GAP).toBeLessThanOrEqual(width);
      expect(rows * tileHeight + (rows - 1) * GAP).toBeLessThanOrEqual(height);
      expect(Math.abs(tileWidth / tileHeight - 16 / 9)).toBeLessThan(0.03);
    }
  });

  test('two people sit side by side on a screen and one above the other on a phone', () => {
    expect(bestGrid(2, 1500, 880, GAP).columns).toBe(2);
    expect(bestGrid(2, 378, 700, GAP).columns).toBe(1);
  });

  test('four people make two rows of two', () => {
    expect(bestGrid(4, 1500, 880, GAP)).toMatchObject({ columns: 2, rows: 2 });
  });

  test('an area without any size breaks nothing', () => {
    expect(bestGrid(3, 0, 0, GAP).tileWidth).toBeLessThanOrEqual(0);
    expect(bestGrid(0, 800, 600, GAP).columns).toBe(1);
  });
});

describe('the stage', () => {
  test('has the small tiles beside a screen where it is wide, below where it is upright', () => {
    expect(stageLayout(1500, 880)).toEqual({ beside: true, strip: 300 });
    expect(stageLayout(378, 700)).toEqual({ beside: false, strip: 140 });
  });
});
