import { disguisesOf } from './disguises.ts';
import {
  BETWEEN_DIGITS,
  BETWEEN_KNOWN_DIGITS,
  BETWEEN_LINES,
  BETWEEN_NAMES,
  digitOf,
  type FoldedText,
  findAll,
  findNumbers,
  findPattern,
  fold,
  type Span,
} from './folded-text.ts';
import type { Known } from './known.ts';
import { chiefOf } from './names.ts';
import { ANY_ACCOUNT, ANY_GROUPED, ANY_NUMBER, ANY_WORD } from './numbers.ts';

/** What in a text leads to somebody. `sure` things keep it from being approved; the others are for whoever reads it. */
export interface Finding extends Span {
  readonly kind: 'name' | 'number' | 'address' | 'place' | 'caseNumber' | 'form';
  readonly words: string;
  readonly label: string;
  readonly sure: boolean;
}

const NUMBER = '（号码略）';
const CASE_NUMBER = '（案号略）';
const ADDRESS = '某地';
/** A shorter run of digits is looked for by nobody: it may be a sum. */
const SHORTEST_NUMBER = 5;

/** (2026)鄂0625民初123号: brackets as NFKC leaves them. */
const COURT_NUMBER = /[〔[(【]\d{4}[〕\])】](?=\d*(?!号)\p{Script=Han})[\p{Script=Han}\d]{2,14}号/gu;
/** 〔2026〕12号: of a case, or of a rule that may be named. */
const ANY_LETTER = /[\p{Script=Han}]{0,3}[〔[(【]\d{4}[〕\])】]\d+号/gu;

/** Everything in a text that leads to somebody, in order; none overlaps with another. */
export function findingsIn(text: string, known: Known): Finding[] {
  const byName = fold(text, BETWEEN_NAMES);
  const byLine = fold(text, BETWEEN_LINES);
  const byDigit = fold(text, BETWEEN_DIGITS);
  const bySaidDigit = fold(text, BETWEEN_DIGITS, digitOf);
  const finding =
    (kind: Finding['kind'], label: string, sure: boolean) =>
    (span: Span): Finding => ({
      ...span,
      kind,
      label,
      sure,
      words: text.slice(span.start, span.end),
    });
  const named = (folded: FoldedText, words: string, leftOut: RegExp) => findAll(folded, fold(words, leftOut).text);
  const sure = [
    ...known.caseNumbers.flatMap((one) => named(byDigit, one, BETWEEN_DIGITS).map(finding('caseNumber', CASE_NUMBER, true))),
    ...findPattern(byName, COURT_NUMBER).map(finding('caseNumber', CASE_NUMBER, true)),
    ...known.addresses.flatMap((one) => named(byLine, one, BETWEEN_LINES).map(finding('address', ADDRESS, true))),
    ...known.names.flatMap(({ words, label }) =>
      [...named(byLine, words, BETWEEN_LINES), ...disguisesOf(words).flatMap((pattern) => findPattern(byName, pattern))].map(
        finding('name', label, true),
      ),
    ),
    ...numbersAmong(text, known.numbers).map(finding('number', NUMBER, true)),
    ...[byDigit, bySaidDigit].flatMap((digits) =>
      ANY_NUMBER.flatMap((pattern) => findNumbers(digits, pattern)).map((span) => finding('number', NUMBER, true)(withBracket(text, span))),
    ),
    ...ANY_ACCOUNT.flatMap((pattern) => findPattern(fold(text, /^[\p{Cf}\p{VS}]$/u), pattern).map(finding('number', NUMBER, true))),
    ...ANY_GROUPED.flatMap((pattern) => findPattern(byName, pattern).map(finding('number', NUMBER, true))),
    ...ANY_WORD.flatMap((pattern) => findPattern(byName, pattern).map(finding('number', NUMBER, true))),
    ...known.places.flatMap(({ words, label }) => named(byLine, words, BETWEEN_LINES).map(finding('place', label, true))),
  ];
  const first = apart(sure);
  const calledBy = [
    ...known.nicknames.flatMap(({ words, label }) => named(byName, words, BETWEEN_NAMES).map(finding('form', label, true))),
    ...known.names.flatMap(({ words, label }) => {
      const chief = chiefOf(words);
      return chief === null ? [] : findPattern(byName, chief).map(finding('form', label, true));
    }),
  ];
  const second = besides(first, calledBy);
  const forms = [
    ...known.forms.flatMap(({ words, label }) => named(byName, words, BETWEEN_NAMES).map(finding('form', label, false))),
    ...findPattern(byName, ANY_LETTER).map(finding('form', CASE_NUMBER, false)),
  ];
  return besides(second, forms).sort((a, b) => a.start - b.start);
}

/** A text in which everybody has another name: for somebody to read and to mend, not to be given out. */
export function anonymised(text: string, known: Known): string {
  let result = '';
  let at = 0;
  for (const { start, end, label } of findingsIn(text, known)) {
    result += text.slice(at, start) + label;
    at = end;
  }
  return result + text.slice(at);
}

/** (0710)6221234 begins with its bracket. */
function withBracket(text: string, { start, end }: Span): Span {
  const closes = /^[^(（]*[)）]/.test(text.slice(start, end));
  return { start: closes && /[(（]/.test(text[start - 1] ?? '') ? start - 1 : start, end };
}

/** Where somebody's own numbers stand, however they are parted, or written out in Han digits. */
function numbersAmong(text: string, numbers: readonly string[]): Span[] {
  const written = [fold(text, BETWEEN_KNOWN_DIGITS), fold(text, BETWEEN_KNOWN_DIGITS, digitOf)];
  return numbers.flatMap((number) => {
    const digits = fold(number, BETWEEN_KNOWN_DIGITS).text.replace(/^\+/, '');
    return digits.length < SHORTEST_NUMBER ? [] : written.flatMap((one) => findAll(one, digits));
  });
}

/** Of those that overlap the one that begins first, of those that begin together the longest: 李明 of 李明月初, not 明月. */
function apart(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  const order = findings.toSorted((a, b) => a.start - b.start || b.end - a.end);
  for (const one of order) if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one);
  return kept;
}

/** Those that are kept, and of others such as overlap with none of them: else half of somebody else's name would be taken. */
function besides(kept: readonly Finding[], others: readonly Finding[]): Finding[] {
  return [...kept, ...apart(others.filter((one) => !kept.some((other) => overlap(one, other))))];
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
