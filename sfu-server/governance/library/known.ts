import type { Party, Representative } from '../../protocol/entities/mediation.ts';
import { formsOf, personsIn, shortNameOf, stemOf } from './names.ts';

/** What of a case leads to those concerned, and what stands in its stead. */
export interface Known {
  /** Whole names: while one stands in a text it is not approved. */
  readonly names: readonly Replacement[];
  /** Parts of names, which may be ordinary words as well: replaced in a draft, and shown to who reads it. */
  readonly forms: readonly Replacement[];
  /** Numbers of people: telephones, cards. */
  readonly numbers: readonly string[];
  /** Addresses as they were written down. */
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
  /** Others of offices: who registered, noted, sent, received. */
  readonly staff: readonly string[];
  readonly caseNumbers: readonly string[];
  readonly places: readonly Replacement[];
}

const LAWYER = /律师|律所|法律工作者/u;
const FIRM = /公司$/u;
const SEPARATORS = /[、，,；;/]/u;

/** Lists what has to go, and gives everybody another name: 甲某, 乙公司, 丙律师, 丁调解员. */
export function knownOf({ parties, sideNames, phones, mediators, staff, caseNumbers, places }: CasePeople): Known {
  const labels = new Map<string, string>();
  const name = (given: string | null, ending: string) => {
    const trimmed = given?.trim() ?? '';
    // One character is no name that could be looked for.
    if ([...trimmed].length < 2 || labels.has(trimmed)) return;
    labels.set(trimmed, `${stemOf(labels.size)}${ending}`);
  };
  for (const party of parties) name(party.name, party.kind === 'person' ? '某' : FIRM.test(party.name) ? '公司' : '单位');
  for (const party of parties) {
    name(party.legalRepresentative, '某');
    name(party.guardian?.name ?? null, '某');
    for (const one of party.representatives) name(one.name, endingOf(one));
  }
  for (const one of sideNames.flatMap((names) => names.split(SEPARATORS))) name(one, '某');
  for (const one of mediators.flatMap(personsIn)) name(one, '调解员');
  for (const one of staff.flatMap(personsIn)) name(one, '工作人员');
  const names = [...labels].map(([words, label]) => ({ words, label }));
  const placeNames = places.map(({ words }) => words);
  return {
    names,
    forms: formsAmong(names, placeNames),
    numbers: unique([...phones, ...parties.flatMap(numbersOf)]),
    addresses: unique(parties.flatMap(({ address }) => (address === null || [...address].length < 4 ? [] : [address]))),
    places,
    caseNumbers: unique(caseNumbers),
  };
}

function endingOf({ relation }: Representative): string {
  return relation !== null && LAWYER.test(relation) ? '律师' : '某';
}

function numbersOf({ phone, idNumber, guardian, representatives }: Party): string[] {
  const found = [phone, idNumber, guardian?.phone ?? null, ...representatives.map((one) => one.phone)];
  return found.filter((one) => one !== null);
}

/** A form that two people share says of neither who is meant. */
function formsAmong(names: readonly Replacement[], places: readonly string[]): Replacement[] {
  const labels = new Map<string, string>();
  for (const { words, label } of names) {
    const short = shortNameOf(words, places);
    for (const form of short === null ? formsOf(words) : [short]) {
      const before = labels.get(form);
      labels.set(form, before === undefined || before === label ? label : '某某');
    }
  }
  return [...labels].map(([words, label]) => ({ words, label }));
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))];
}
