import { expect, test } from 'vitest';
import { LimitJudge } from './sending-watch.ts';

test('what keeps a picture from being better is believed only after it was seen three times in a row, and said once', () => {
  const judge = new LimitJudge();
  expect(['line', null, 'line', 'line', 'line', 'line'].map((seen) => judge.see(seen as 'line' | null))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    'line',
    undefined,
  ]);
  expect([judge.see(null), judge.see(null), judge.see(null)]).toEqual([undefined, undefined, null]);
});
