import { surnameOf } from './names.ts';

const HAN = /^\p{Script=Han}{2,10}$/u;
/** Stands between characters of a name alone. */
const APART = '[\\p{Pd}−*_|/]';
/** Stands between words too: only where it parts each character from the next. */
const LISTED = '[\\p{Pd}−*_|/,、.]{1,2}';
/** Stands for a character that is not said. */
const MASKED = '[*×✕x○●□■某]{1,2}';
const BARE = '[*×✕x○●□■]{1,2}';

/** How a name is written by whoever hides it a little: 王-桂-兰, 王、桂、兰, 王*兰, 王xx. For texts folded as names are. */
export function disguisesOf(name: string): RegExp[] {
  const same = name.normalize('NFKC').toLowerCase();
  if (!HAN.test(same)) return [];
  const characters = [...same];
  const written = [characters.join(`${APART}*`)];
  if (characters.length > 2) written.push(characters.join(LISTED));
  const surname = surnameOf(same);
  if (surname !== null) {
    written.push(`${surname}${BARE}`);
    if (characters.length > 2) written.push(`${surname}${MASKED}${characters.at(-1)}`);
  }
  return written.map((one) => new RegExp(one, 'gu'));
}
