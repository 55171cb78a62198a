import { describe, expect, it } from 'vitest';
import type { BoardElement } from '../../../../../sfu-server/protocol/board.ts';
import { applied, type Picture } from './news.ts';

const pen = (points: number[], by = 'other'): BoardElement => {
  return { id: 'pen', page: 0, kind: 'pen', color: 'red', size: 30, points, text: '', by };
};
const NOTHING: Picture = { elements: new Map(), pointers: new Map() };
const pointsAfter = (picture: Picture) => picture.elements.get('pen')?.points;

describe('news of a board', () => {
  it('that come twice are seen once', () => {
    const more = { op: 'extend' as const, id: 'pen', from: 2, points: [3, 4] };
    const picture = applied(NOTHING, [{ op: 'put', element: pen([1, 2]) }, more, more], 'self');
    expect(pointsAfter(picture)).toEqual([1, 2, 3, 4]);
  });

  it('of one’s own stroke do not shorten what has been drawn since', () => {
    const drawn = applied(NOTHING, [{ op: 'put', element: pen([1, 2, 3, 4], 'self') }], 'self');
    expect(pointsAfter(applied(drawn, [{ op: 'put', element: pen([1, 2], 'self') }], 'self'))).toEqual([1, 2, 3, 4]);
  });

  it('clear the page that they name and no other', () => {
    const drawn = applied(NOTHING, [{ op: 'put', element: pen([1, 2]) }], null);
    expect(applied(drawn, [{ op: 'clear', page: 1 }], null).elements.size).toBe(1);
    expect(applied(drawn, [{ op: 'clear', page: 0 }], null).elements.size).toBe(0);
  });
});
