import { expect, it } from 'vitest';
import { Refusal } from '../../protocol/errors.ts';
import { Materials } from './material.ts';

it('tries a file once more that had no memory beside another, and lays beside what is too large by itself', async () => {
  const tried: string[] = [];
  const busy = {
    pagesBound: async ({ fileName }: { fileName: string }) => {
      tried.push(fileName);
      if (fileName === 'large' || tried.length === 1) throw new Refusal('paper.too_large', 'No memory.');
      return 3;
    },
  };
  const materials = new Materials(busy, async () => new Uint8Array());
  expect(await materials.pagesOf({ fileName: 'photo', bytes: new Uint8Array() })).toBe(3);
  expect(await materials.pagesOf({ fileName: 'large', bytes: new Uint8Array() })).toBeNull();
  expect(tried).toEqual(['photo', 'photo', 'large', 'large']);
});
