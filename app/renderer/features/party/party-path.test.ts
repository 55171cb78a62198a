import { expect, test } from 'vitest';
import { placeInPath } from './party-path.ts';

test.each([
  ['/apply/AB23CD45', 'apply', 'AB23CD45'],
  ['/apply/AB23CD45/', 'apply', 'AB23CD45'],
  ['/my/Ab3_-xyz', 'my', 'Ab3_-xyz'],
  ['/my/', 'my', ''],
  ['/my/a/b', 'my', ''],
  ['/apply/<script>', 'apply', ''],
])('the address %s is of the page %s with the code %s', (path, page, code) => {
  expect(placeInPath(path)).toEqual({ page, code });
});
