import { Refusal } from '../../protocol/errors.ts';
import { FAMILIES, type Family, openFace } from './fonts.ts';

/** Part of a text that one family can write. */
export interface Run {
  readonly text: string;
  readonly family: Family;
}

/** Said to have no width and no picture, so nothing is lost without them; a name could hide behind the ones that turn the direction. */
const INVISIBLE = /(?![\t\n])[\p{Cc}\p{Cf}]/gu;
/** Chooses a variant of the character before it (IVS, VS1–16). */
const VARIATION = /^[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]$/u;
/** Everybody's own: another font shows another character, so none is right. */
const PRIVATE_USE = /^\p{Co}$/u;
const SPACE = /^\s$/u;

const familyOf = new Map<string, Family | null>();

/**
 * The text in parts, each with the first family that has all its characters. Characters without picture are left out.
 * @throws Refusal `paper.no_glyph`, naming the character, where no font has it: a paper never has a blank where a name is rare
 */
export function runsOf(text: string): Run[] {
  const runs: { text: string; family: Family }[] = [];
  for (const character of text.replaceAll(INVISIBLE, '')) {
    const last = runs.at(-1);
    const family = last !== undefined && (VARIATION.test(character) || SPACE.test(character)) ? last.family : writerOf(character);
    if (last?.family === family) last.text += character;
    else runs.push({ text: character, family });
  }
  return runs;
}

/** The family that writes a character. @throws Refusal `paper.no_glyph` */
export function writerOf(character: string): Family {
  const kept = familyOf.get(character);
  const family = kept === undefined ? search(character) : kept;
  familyOf.set(character, family);
  if (family === null) {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw new Refusal('paper.no_glyph', `No font here has the character “${character}” (U+${code}); the paper would have a blank.`);
  }
  return family;
}

function search(character: string): Family | null {
  const code = character.codePointAt(0) ?? 0;
  // The first font writes spaces and line ends; pdfmake sets them itself.
  if (SPACE.test(character)) return FAMILIES[0] ?? null;
  if (PRIVATE_USE.test(character)) return null;
  return FAMILIES.find(({ regular }) => openFace(regular).hasGlyphForCodePoint(code)) ?? null;
}
