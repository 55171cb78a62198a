import { describe, expect, test } from 'vitest';
import { added, cleared, EMPTY_WALL, mended, placed, swapped, type Wall, withLayout } from './wall-layout.ts';

const wall = (cells: (string | null)[], more: Partial<Wall> = {}): Wall => mended({ layout: 4, cells, selected: 0, ...more });
const shown = ({ cells, layout }: Wall) => cells.slice(0, layout);

describe('a click on a camera', () => {
  test('fills the selected cell if it is empty, then the next empty ones', () => {
    const first = added({ ...EMPTY_WALL, selected: 2 }, 'a');
    expect(shown(first)).toEqual([null, null, 'a', null]);
    expect(shown(added(first, 'b'))).toEqual([null, null, 'a', 'b']);
    expect(shown(added(added(first, 'b'), 'c'))).toEqual(['c', null, 'a', 'b']);
  });

  test('replaces the selected cell when the wall is full', () => {
    expect(shown(added(wall(['a', 'b', 'c', 'd'], { selected: 1 }), 'e'))).toEqual(['a', 'e', 'c', 'd']);
  });

  test('selects the cell that shows it already', () => {
    const before = wall(['a', 'b', null, null]);
    expect(added(before, 'b')).toEqual({ ...before, selected: 1 });
  });
});

describe('the cells', () => {
  test('a dropped camera leaves the cell where it was', () => {
    expect(shown(placed(wall(['a', 'b']), 3, 'a'))).toEqual([null, 'b', null, 'a']);
  });

  test('two cells exchange their cameras', () => {
    expect(shown(swapped(wall(['a', null]), 0, 1))).toEqual([null, 'a', null, null]);
  });

  test('a smaller layout forgets nothing', () => {
    const before = wall(['a', 'b', 'c', 'd'], { selected: 3 });
    const small = withLayout(before, 1);
    expect(small.selected).toBe(0);
    expect(withLayout(small, 4).cells).toEqual(before.cells);
    expect(shown(cleared(before, 2))).toEqual(['a', 'b', null, 'd']);
  });
});
