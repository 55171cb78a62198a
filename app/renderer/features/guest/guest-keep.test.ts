import { describe, expect, test } from 'vitest';
import { codeInPath } from './guest-keep.ts';

describe('the code in the address', () => {
  test('is what stands after /join/', () => {
    expect(codeInPath('/join/Ab3_-xyz')).toBe('Ab3_-xyz');
    expect(codeInPath('/join/Ab3/')).toBe('Ab3');
  });

  test.each(['/', '/join', '/join/', '/join/a/b', '/join/a%20b', `/join/${'a'.repeat(65)}`])('is not in %s', (path) => {
    expect(codeInPath(path)).toBe('');
  });
});
