import { BETWEEN_DIGITS, BETWEEN_NAMES, type FoldedText, findAll, findNumbers, findPattern, fold, type Span } from './folded-text.ts';
import type { Known } from './known.ts';

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

/** Numbers that are nobody's business whoever's they are; in a text without what stands between digits. */
const ANY_NUMBER: readonly RegExp[] = [
  // Identity cards (GB 11643), of 18 or 15 digits.
  /[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]/y,
  /[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}/y,
  // Bank cards.
  /[3-6]\d{15,18}/y,
  // Mobile telephones, with or without the country; and those with an area code.
  /(?:\+?86)?1[3-9]\d{9}/y,
  /0[1-9]\d{1,2}[2-8]\d{6,7}/y,
];
/** Letters of one's own at mail services, and number plates. */
const ANY_WORD: readonly RegExp[] = [
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][a-z0-9]{4,5}[a-z0-9挂学警](?![a-z0-9])/g,
];
/** (2026)鄂0625民初123号: brackets as NFKC leaves them. */
const COURT_NUMBER = /[〔[(【]\d{4}[〕\])】](?=\d*(?!号)\p{Script=Han})[\p{Script=Han}\d]{2,14}号/gu;
/** 〔2026〕12号: of a case, or of a rule that may be named. */
const ANY_LETTER = /[\p{Script=Han}]{0,3}[〔[(【]\d{4}[〕\])】]\d+号/gu;

/** Everything in a text that leads to somebody, in order; none overlaps with another. */
export function findingsIn(text: string, known: Known): Finding[] {
  const byName = fold(text, BETWEEN_NAMES);
  const byDigit = fold(text, BETWEEN_DIGITS);
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
    ...known.addresses.flatMap((one) => named(byName, one, BETWEEN_NAMES).map(finding('address', ADDRESS, true))),
    ...known.names.flatMap(({ words, label }) => named(byName, words, BETWEEN_NAMES).map(finding('name', label, true))),
    ...known.numbers.flatMap((one) => numbered(byDigit, one).map(finding('number', NUMBER, true))),
    ...ANY_NUMBER.flatMap((pattern) =>
      findNumbers(byDigit, pattern).map((span) => finding('number', NUMBER, true)(withBracket(text, span))),
    ),
    ...ANY_WORD.flatMap((pattern) => findPattern(byName, pattern).map(finding('number', NUMBER, true))),
    ...known.places.flatMap(({ words, label }) => named(byName, words, BETWEEN_NAMES).map(finding('place', label, true))),
  ];
  const first = apart(sure);
  const forms = [
    ...known.forms.flatMap(({ words, label }) => named(byName, words, BETWEEN_NAMES).map(finding('form', label, false))),
    ...findPattern(byName, ANY_LETTER).map(finding('form', CASE_NUMBER, false)),
  ];
  // Parts of names only where nothing sure stands: else half of somebody else's name would be taken.
  const rest = apart(forms.filter((one) => !first.some((other) => overlap(one, other))));
  return [...first, ...rest].sort((a, b) => a.start - b.start);
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

function numbered(folded: FoldedText, number: string): Span[] {
  const digits = fold(number, BETWEEN_DIGITS).text.replace(/^\+/, '');
  return digits.length < SHORTEST_NUMBER ? [] : findAll(folded, digits);
}

/** Of those that overlap the one that begins first, of those that begin together the longest: 李明 of 李明月初, not 明月. */
function apart(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  const order = findings.toSorted((a, b) => a.start - b.start || b.end - a.end);
  for (const one of order) if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one);
  return kept;
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
