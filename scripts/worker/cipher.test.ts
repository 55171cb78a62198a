import { expect, it } from 'vitest';
import { asSourcePackages } from './cipher.mjs';

it('turns both kinds of apt source lists into lists of source packages', () => {
  expect(asSourcePackages('Types: deb\nURIs: http://mirror.example/debian\n')).toBe('Types: deb-src\nURIs: http://mirror.example/debian\n');
  expect(asSourcePackages('deb [signed-by=/k] http://mirror.example stable main\n# deb x\n')).toBe(
    'deb-src [signed-by=/k] http://mirror.example stable main\n# deb x\n',
  );
});
