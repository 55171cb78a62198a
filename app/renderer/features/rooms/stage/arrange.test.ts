import { describe, expect, test } from 'vitest';
import { arrange, GAP, type Placement } from './arrange.ts';
import { bestGrid } from './boxes.ts';
import { LAYOUT_MODES } from './layout-choice.ts';

const AREAS = [
  [1500, 880],
  [1000, 560],
  [378, 700],
  [3500, 2000],
] as const;

function overlap({ box: a }: Placement, { box: b }: Placement): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe('every layout', () => {
  test.each(LAYOUT_MODES)('%s keeps its tiles inside the stage and, but for the inset, apart', (mode) => {
    for (const [width, height] of AREAS) {
      for (const count of [1, 2, 3, 4, 7, 12, 30, 100]) {
        const mains = mode === 'grid' ? 0 : mode === 'threeWay' ? 3 : 1;
        const { placements } = arrange({ mode, count, mains, width, height, page: 0 });
        expect(placements.length).toBeGreaterThan(0);
        for (const { box } of placements) {
          expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(width);
          expect(box.y + box.height).toBeLessThanOrEqual(height);
        }
        const flat = placements.filter(({ rank }) => rank !== 'inset');
        flat.forEach((one, at) => {
          expect(flat.slice(at + 1).some((other) => overlap(one, other))).toBe(false);
        });
      }
    }
  });

  test.each(['grid', 'speaker', 'threeWay', 'screen'] as const)('%s shows each tile on one of its pages', (mode) => {
    const input = { mode, count: 60, mains: mode === 'grid' ? 0 : 1, width: 1500, height: 880 };
    const { pages } = arrange({ ...input, page: 0 });
    expect(pages).toBeGreaterThan(1);
    const seen = new Set<number>();
    for (let page = 0; page < pages; page += 1) for (const { index } of arrange({ ...input, page }).placements) seen.add(index);
    expect(seen.size).toBe(60);
  });

  test('an area without any size has no tiles and breaks nothing', () => {
    expect(arrange({ mode: 'grid', count: 3, mains: 0, width: 0, height: 0, page: 4 })).toEqual({ placements: [], page: 0, pages: 1 });
  });
});

describe('the grid', () => {
  test('has at most 25 tiles a page, the last page in the size of the others', () => {
    const input = { mode: 'grid' as const, count: 27, mains: 0, width: 3500, height: 2000 };
    const first = arrange({ ...input, page: 0 });
    const last = arrange({ ...input, page: 9 });
    expect([first.placements.length, last.placements.length, last.page, last.pages]).toEqual([25, 2, 1, 2]);
    expect(last.placements[0]?.box.width).toBe(first.placements[0]?.box.width);
  });

  test('two people sit side by side on a screen and one above the other on a phone', () => {
    expect(bestGrid(2, 1500, 880, GAP).columns).toBe(2);
    expect(bestGrid(2, 378, 700, GAP).columns).toBe(1);
  });
});

describe('the large places', () => {
  test('three-way are of one size, the first above the other two', () => {
    const { placements } = arrange({ mode: 'threeWay', count: 3, mains: 3, width: 1500, height: 880, page: 0 });
    expect(new Set(placements.map(({ box }) => box.width)).size).toBe(1);
    const [first, second, third] = placements.map(({ box }) => box);
    expect(second?.y).toBe(third?.y);
    expect(first?.y).toBeLessThan(second?.y ?? 0);
  });

  test('a shared screen has the most room, whoever speaks more than the rest', () => {
    const { placements } = arrange({ mode: 'screen', count: 5, mains: 1, width: 1500, height: 880, page: 0 });
    const [screen, speaker, other] = placements.map(({ box }) => box.width);
    expect(screen).toBeGreaterThan(2 * (speaker ?? 0));
    expect(speaker).toBeGreaterThan(other ?? 0);
  });
});
