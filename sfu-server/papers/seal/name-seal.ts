import { outline } from './outline.ts';
import { SEAL_RED } from './round-seal.ts';

/** Half of the square within the rim. */
const HALF = 42;

/** A square name seal (人名章): four characters in two columns, read downwards from the right; 印 fills up a name of three. Longer names stand in more rows. */
export function nameSealSvg(name: string): string {
  const characters = [...name];
  const filled = characters.length === 2 ? [...characters, '之', '印'] : characters.length % 2 === 1 ? [...characters, '印'] : characters;
  const rows = Math.ceil(filled.length / 2);
  const height = (2 * HALF) / rows;
  const shapes = filled.map((character, index) => {
    const column = index < rows ? 1 : -1;
    const row = index % rows;
    return outline(character, {
      x: (column * HALF) / 2,
      y: -HALF + height * (row + 0.5),
      width: HALF * 0.9,
      height: height * 0.9,
      turn: 0,
    });
  });
  const rim = `<rect x="-46" y="-46" width="92" height="92" rx="4" fill="none" stroke="${SEAL_RED}" stroke-width="5"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="-50 -50 100 100"><g fill="${SEAL_RED}" opacity="0.9">${rim}${shapes.join('')}</g></svg>`;
}
