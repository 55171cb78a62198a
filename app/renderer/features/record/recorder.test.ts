import { describe, expect, it } from 'vitest';
import type { RecordLine } from '../../../../sfu-server/protocol/entities/record.ts';
import { linesOfSet, offeredIn, positionAfter } from './recorder.ts';

const line = (id: string, position: number): RecordLine => ({
  id,
  position,
  speaker: { kind: 'mediator', name: null },
  text: id,
  at: 1,
  mark: null,
  apartWith: null,
  byId: 'x',
  byName: 'x',
  corrections: [],
});
const NOWHERE = { mark: null, apartWith: null };

it('of what was understood nothing is taken over while the room is divided', () => {
  const said = { id: 'a', speaker: { kind: 'mediator', name: null }, name: '陈敬', text: '好', at: 1, mark: null } as const;
  expect(offeredIn(null, [said])).toEqual([said]);
  expect(offeredIn(5, [said])).toEqual([]);
});

describe('where a new line stands', () => {
  it('is at the end, or between the line it follows and the next', () => {
    expect(positionAfter([], null)).toBe(1);
    expect(positionAfter([line('a', 1), line('b', 2)], null)).toBe(3);
    expect(positionAfter([line('a', 1), line('b', 2)], 'a')).toBe(1.5);
    expect(positionAfter([line('a', 1), line('b', 2.5)], 'b')).toBe(3);
  });
});

describe('a question set', () => {
  it('comes in its order after the line that was chosen, headings as such', () => {
    const lines = [line('a', 1), line('b', 2)];
    const made = linesOfSet(['【告知】', '听清了吗？', '是否申请回避？'], lines, 'a', NOWHERE, 5);
    const positions = made.map(({ position }) => position);
    expect(positions).toEqual([...positions].sort((x, y) => x - y));
    expect(Math.max(...positions)).toBeLessThan(2);
    expect(Math.min(...positions)).toBeGreaterThan(1);
    expect(made.map(({ speaker }) => speaker.kind)).toEqual(['heading', 'mediator', 'mediator']);
  });

  it('comes at the end where no line was chosen', () => {
    expect(linesOfSet(['一', '二'], [line('a', 1)], null, NOWHERE, 5).map(({ position }) => position)).toEqual([2, 3]);
  });
});
