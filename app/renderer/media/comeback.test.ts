import { expect, test } from 'vitest';
import { comebackSpreadMs } from './comeback.ts';

test('a few seats come back at once, many spread over seconds, and nobody waits for more than five', () => {
  expect([1, 16, 50, 500, 5_000].map(comebackSpreadMs)).toEqual([0, 0, 500, 5_000, 5_000]);
});
