import type { Content } from 'pdfmake/interfaces.js';
import type { PaperParty } from './inputs.ts';
import { type FormRow, form } from './sheet.ts';

export const SIDE_WORDS = { applicant: '申请人', respondent: '被申请人', third: '第三人' } as const;
const GENDER_WORDS = { female: '女', male: '男' } as const;
export const AUTHORITY_WORDS = { general: '一般授权', special: '特别授权' } as const;
const LABEL = 54;

/** 2001年3月9日. @param date YYYY-MM-DD */
export function dayWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

function birthOrAge({ birthDate, age }: PaperParty): [string, string] {
  return birthDate === null ? ['年龄', age === null ? '' : `${age}岁`] : ['出生日期', dayWords(birthDate)];
}

/** The rows of a form about one party, as the application has them. */
export function partyRows(party: PaperParty, heading: string): FormRow[] {
  const head: FormRow = [{ text: heading, width: '*', label: true }];
  const rows = party.kind === 'person' ? personRows(party) : organisationRows(party);
  return [head, ...rows, ...guardianRow(party), ...party.representatives.map(representativeRow)];
}

function personRows(party: PaperParty): FormRow[] {
  const [bornLabel, born] = birthOrAge(party);
  return [
    [
      label('姓名'),
      { text: party.name, width: '*' },
      label('性别', 34),
      { text: party.gender === null ? '' : GENDER_WORDS[party.gender], width: 20 },
      label('民族', 34),
      { text: party.nation ?? '', width: 44 },
      label(bornLabel),
      { text: born, width: 86 },
    ],
    [label('职业或职务', 66), { text: party.job ?? '', width: '*' }, label('联系方式'), { text: party.phone ?? '', width: 110 }],
    [label('身份证号码', 66), { text: party.idNumber ?? '', width: '*' }],
    [label('单位或住址', 66), { text: party.address ?? '', width: '*' }],
  ];
}

function organisationRows(party: PaperParty): FormRow[] {
  return [
    [label('单位名称', 66), { text: party.name, width: '*' }],
    [label('信用代码', 66), { text: party.idNumber ?? '', width: '*' }, label('联系方式'), { text: party.phone ?? '', width: 110 }],
    [
      label('法定代表人', 66),
      { text: party.legalRepresentative ?? '', width: 90 },
      label('住所', 40),
      { text: party.address ?? '', width: '*' },
    ],
  ];
}

function guardianRow({ guardian }: PaperParty): FormRow[] {
  if (guardian === null) return [];
  const { name, relation, phone } = guardian;
  return [[label('监护人', 66), { text: `${name}（${relation}）`, width: '*' }, label('联系方式'), { text: phone ?? '', width: 110 }]];
}

function representativeRow({ name, relation, phone, authority }: PaperParty['representatives'][number]): FormRow {
  const what = relation === null ? AUTHORITY_WORDS[authority] : `${relation}，${AUTHORITY_WORDS[authority]}`;
  return [label('委托代理人', 66), { text: `${name}（${what}）`, width: '*' }, label('联系方式'), { text: phone ?? '', width: 110 }];
}

function label(text: string, width: number = LABEL): FormRow[number] {
  return { text, width, label: true };
}

/** All parties of a case as one form, numbered where there are several to a side. */
export function partiesForm(parties: readonly PaperParty[]): Content[] {
  return form(namedSides(parties).flatMap(({ party, heading }) => partyRows(party, heading)));
}

/** Each party with how papers call it: 申请人, or 申请人一, 申请人二 where there are several. */
export function namedSides(parties: readonly PaperParty[]): { party: PaperParty; heading: string }[] {
  return (['applicant', 'respondent', 'third'] as const).flatMap((side) => {
    const all = parties.filter((party) => party.side === side);
    return all.map((party, index) => ({ party, heading: all.length === 1 ? SIDE_WORDS[side] : `${SIDE_WORDS[side]}（${index + 1}）` }));
  });
}

/** A party in one sentence, as agreements and applications to the court name it. */
export function partySentence(party: PaperParty): string {
  const [, born] = birthOrAge(party);
  const person = [
    party.gender === null ? null : GENDER_WORDS[party.gender],
    party.nation,
    born === '' ? null : `${born}${party.birthDate === null ? '' : '出生'}`,
  ];
  const facts =
    party.kind === 'person'
      ? [...person, party.job, numbered('公民身份号码', party.idNumber), numbered('住', party.address), numbered('联系电话', party.phone)]
      : [
          numbered('统一社会信用代码', party.idNumber),
          numbered('住所地', party.address),
          numbered('法定代表人：', party.legalRepresentative),
          numbered('联系电话', party.phone),
        ];
  const guardian = party.guardian === null ? '' : `监护人：${party.guardian.name}（${party.guardian.relation}）。`;
  const speakers = party.representatives.map(
    ({ name, relation, authority }) => `委托代理人：${name}（${[relation, AUTHORITY_WORDS[authority]].filter(Boolean).join('，')}）。`,
  );
  return `${[party.name, ...facts.filter((fact) => fact !== null && fact !== '')].join('，')}。${guardian}${speakers.join('')}`;
}

function numbered(word: string, value: string | null): string | null {
  return value === null || value === '' ? null : `${word}${value}`;
}
