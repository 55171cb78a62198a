/**
 * A text as it is compared: compatibility forms are one (NFKC: full-width digits, compatibility ideographs), letters are small, and what people
 * put between characters is left out. Every unit knows where it stands in the text itself.
 */
export interface FoldedText {
  readonly text: string;
  /** By unit of `text`: where the character that it comes from begins and ends in the original, UTF-16 units. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Part of a text, UTF-16 units; a character beyond the BMP is never cut. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Between the characters of a word: spaces, the middle dots of names, what has no width. */
export const BETWEEN_NAMES = /^[\p{Zs}\t\p{Cf}\p{VS}·•‧∙・･᛫⋅]$/u;
/** The same, and the end of a line, over which a name may be broken. */
export const BETWEEN_LINES = /^[\p{Zs}\s\p{Cf}\p{VS}·•‧∙・･᛫⋅]$/u;
/** Between the digits of a number: the same, dashes, dots and brackets. */
export const BETWEEN_DIGITS = /^[\p{Zs}\s\p{Cf}\p{VS}·•‧∙・･᛫⋅\p{Pd}−_.()（）〔〕[\]［］【】]$/u;
/** Between the digits of a number that is looked for by itself: also what stands between the items of a list. */
export const BETWEEN_KNOWN_DIGITS = /^[\p{Zs}\s\p{Cf}\p{VS}·•‧∙・･᛫⋅\p{Pd}−_.()（）〔〕[\]［］【】,，、/／;；*]$/u;

const DIGIT = /[0-9]/;
/** Digits as they are written out and said: 幺 is the one of telephones. */
const HAN_DIGITS: ReadonlyMap<string, string> = new Map(
  ['〇零', '一壹幺', '二贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((written, digit) =>
    [...written].map((one): [string, string] => [one, String(digit)]),
  ),
);

/** 3 of 三; anything else is itself. */
export function digitOf(character: string): string {
  return HAN_DIGITS.get(character) ?? character;
}

/** @param read what a character stands for, after compatibility forms are one */
export function fold(text: string, leftOut: RegExp, read: (character: string) => string = (character) => character): FoldedText {
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    if (!leftOut.test(character)) {
      const same = read(character.normalize('NFKC').toLowerCase());
      folded += same;
      for (let unit = 0; unit < same.length; unit += 1) {
        starts.push(at);
        ends.push(end);
      }
    }
    at = end;
  }
  return { text: folded, starts, ends };
}

/** Where a needle, folded alike, stands in the original; also where it overlaps with itself. */
export function findAll(folded: FoldedText, needle: string): Span[] {
  const found: Span[] = [];
  if (needle === '') return found;
  for (let at = folded.text.indexOf(needle); at >= 0; at = folded.text.indexOf(needle, at + 1)) {
    found.push(spanOf(folded, at, needle.length));
  }
  return found;
}

/** Where a pattern stands in the original. */
export function findPattern(folded: FoldedText, pattern: RegExp): Span[] {
  return [...folded.text.matchAll(pattern)].map((match) => spanOf(folded, match.index, match[0].length));
}

/**
 * Where numbers of a form stand: such as are no part of a longer run of digits, unless something stands between them in the original.
 * @param pattern sticky, of one length: a longer match that fails hides no shorter one
 */
export function findNumbers(folded: FoldedText, pattern: RegExp): Span[] {
  const { text, starts, ends } = folded;
  const apartAt = (at: number) => starts[at] !== ends[at - 1] || !DIGIT.test(text[at - 1] ?? '') || !DIGIT.test(text[at] ?? '');
  const found: Span[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (!apartAt(at)) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null && apartAt(at + match[0].length)) found.push(spanOf(folded, at, match[0].length));
  }
  return found;
}

function spanOf({ starts, ends }: FoldedText, at: number, length: number): Span {
  return { start: starts[at] ?? 0, end: ends[at + length - 1] ?? 0 };
}
