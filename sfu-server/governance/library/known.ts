import type { Party, Representative } from '../../protocol/entities/mediation.ts';
import { addressParts } from './addresses.ts';
import { BETWEEN_DIGITS, fold } from './folded-text.ts';
import { bareName, formsOf, namesAmong, nicknamesOf, personsIn, shortNameOf, stemOf, studioNames } from './names.ts';

/** What of a case leads to those concerned, and what stands in its stead. */
export interface Known {
  /** Whole names: while one stands in a text it is not approved. */
  readonly names: readonly Replacement[];
  /** What people are called by, and nobody else (王姐): as names, where no name stands. */
  readonly nicknames: readonly Replacement[];
  /** Parts of names, which may be ordinary words as well: replaced in a draft, and shown to who reads it. */
  readonly forms: readonly Replacement[];
  /** Numbers of people: telephones, cards. */
  readonly numbers: readonly string[];
  /** Addresses as they were written down, and parts of them that lead to a house or a group of houses. */
  readonly addresses: readonly string[];
  /** Towns and villages, longest first. */
  readonly places: readonly Replacement[];
  readonly caseNumbers: readonly string[];
}

export interface Replacement {
  readonly words: string;
  readonly label: string;
}

/** What stands in a case about people. */
export interface CasePeople {
  readonly parties: readonly Party[];
  /** As the case itself calls its sides, and who is charged with it. */
  readonly sideNames: readonly string[];
  readonly phones: readonly string[];
  readonly mediators: readonly string[];
  /** Studios of those who mediate. */
  readonly studios: readonly string[];
  /** Others of offices: who registered, noted, sent, received. */
  readonly staff: readonly string[];
  readonly caseNumbers: readonly string[];
  readonly places: readonly Replacement[];
}

const LAWYER = /律师|律所|法律工作者/u;
const FIRM = /公司$/u;
/** A case number has a digit, and is long enough to be no ordinary word. */
const SHORTEST_CASE_NUMBER = 5;
/** 0710-6221234: within the county it is called without the area. */
const LANDLINE = /^0(?:10|2\d|[3-9]\d{2})([2-8]\d{6,7})$/;

/** Lists what has to go, and gives everybody another name: 甲某, 乙公司, 丙律师, 丁调解员. */
export function knownOf({ parties, sideNames, phones, mediators, studios, staff, caseNumbers, places }: CasePeople): Known {
  const named = new Map<string, Named>();
  let people = 0;
  /** Names of one and the same. One character is no name that could be looked for. */
  const add = (spellings: readonly string[], ending: string, person: boolean) => {
    const usable = spellings.map((one) => one.trim()).filter((one) => [...one].length >= 2);
    if (usable.length === 0) return;
    const before = usable.find((one) => named.has(one));
    const label = before === undefined ? `${stemOf(people)}${ending}` : (named.get(before)?.label ?? '');
    if (before === undefined) people += 1;
    for (const words of usable) if (!named.has(words)) named.set(words, { words, label, person });
  };
  const wholes: Replacement[] = [];
  const addLine = (line: string | null, ending: string) => {
    if (line === null) return;
    const { names, wholes: joined } = namesAmong(line);
    for (const one of names) add([one], ending, true);
    for (const words of joined) wholes.push({ words, label: named.get(names[0] ?? '')?.label ?? '某某' });
  };
  for (const { kind, name } of parties) {
    if (kind === 'person') addLine(name, '某');
    // Brackets may be within the name of a firm: 宏达（湖北）有限公司.
    else add([name, bareName(name).replace(/\s+/gu, '')], FIRM.test(bareName(name)) ? '公司' : '单位', false);
  }
  for (const party of parties) {
    addLine(party.legalRepresentative, '某');
    addLine(party.guardian?.name ?? null, '某');
    for (const one of party.representatives) addLine(one.name, endingOf(one));
  }
  for (const line of sideNames) addLine(line, '某');
  for (const one of mediators.flatMap(personsIn)) add([one], '调解员', true);
  for (const one of staff.flatMap(personsIn)) add([one], '工作人员', true);
  const studioWords = studios.map(studioNames);
  for (const [studio] of studioWords) add([studio ?? ''], '工作室', false);
  const names = [...named.values()];
  const placeNames = places.map(({ words }) => words);
  const persons = names.filter(({ person }) => person);
  const studioForms = studioWords.flatMap(([studio, core]) =>
    core === undefined ? [] : [{ words: core, label: named.get(studio ?? '')?.label ?? '某工作室' }],
  );
  return {
    names: names.map(({ words, label }) => ({ words, label })),
    nicknames: shared(persons.flatMap(({ words, label }) => nicknamesOf(words).map((form) => ({ words: form, label })))),
    forms: shared([...wholes, ...studioForms, ...names.flatMap((one) => formsAmong(one, placeNames))]),
    numbers: unique([...phones, ...parties.flatMap(numbersOf)].flatMap(withLocal)),
    addresses: unique(parties.flatMap(({ address }) => (address === null ? [] : addressParts(address)))),
    places,
    caseNumbers: unique(caseNumbers).filter(isCaseNumber),
  };
}

interface Named extends Replacement {
  readonly person: boolean;
}

function isCaseNumber(written: string): boolean {
  const folded = fold(written, BETWEEN_DIGITS).text;
  return /\d/u.test(folded) && [...folded].length >= SHORTEST_CASE_NUMBER;
}

function withLocal(number: string): string[] {
  const local = LANDLINE.exec(fold(number, BETWEEN_DIGITS).text)?.[1];
  return local === undefined ? [number] : [number, local];
}

function endingOf({ relation }: Representative): string {
  return relation !== null && LAWYER.test(relation) ? '律师' : '某';
}

function numbersOf({ phone, idNumber, guardian, representatives }: Party): string[] {
  const found = [phone, idNumber, guardian?.phone ?? null, ...representatives.map((one) => one.phone)];
  return found.filter((one) => one !== null);
}

function formsAmong({ words, label, person }: Named, places: readonly string[]): Replacement[] {
  const short = shortNameOf(words, places);
  const forms = short !== null ? [short] : person ? formsOf(words) : [];
  return forms.map((form) => ({ words: form, label }));
}

/** A form that two people share says of neither who is meant. */
function shared(forms: readonly Replacement[]): Replacement[] {
  const labels = new Map<string, string>();
  for (const { words, label } of forms) {
    const before = labels.get(words);
    labels.set(words, before === undefined || before === label ? label : '某某');
  }
  return [...labels].map(([words, label]) => ({ words, label }));
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))];
}
