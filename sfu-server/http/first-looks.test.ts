import { expect, it } from 'vitest';
import { FirstLooks } from './first-looks.ts';

const REST = { start: 1, end: 999 };

it('leaves a trace of whoever skips the first byte, once for the pieces that follow', () => {
  const looks = new FirstLooks(() => 0);
  expect(looks.begins(['link', '10.0.0.1'], REST)).toBe(true);
  expect(looks.begins(['link', '10.0.0.1'], { start: 500, end: 999 })).toBe(false);
  expect(looks.begins(['link', '10.0.0.2'], REST)).toBe(true);
  expect(looks.begins(['other', '10.0.0.1'], REST)).toBe(true);
});

it('leaves a trace of each look from the beginning, and of one that comes back after an hour', () => {
  let now = 0;
  const looks = new FirstLooks(() => now);
  for (const range of [null, null, { start: 0, end: 9 }]) expect(looks.begins(['link', '10.0.0.1'], range)).toBe(true);
  expect(looks.begins(['link', '10.0.0.1'], REST)).toBe(false);
  now = 61 * 60 * 1000;
  expect(looks.begins(['link', '10.0.0.1'], REST)).toBe(true);
});
