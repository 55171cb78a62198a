import { expect, test } from 'vitest';
import type { Party } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { isMinorDraft, newRepresentative, partyDraftOf, partyOf } from './party-draft.ts';

const ID = '01990000-0000-7000-8000-000000000001';
const nothing = { gender: null, nation: null, birthDate: null, age: null, idNumber: null, job: null, phone: null, address: null };
const LAWYER = { name: '周律', phone: '10012345678', relation: '律师', authority: 'special', words: '代为承认、放弃、变更请求' } as const;
const SON = { name: '王㛃𡐓', phone: null, relation: '子女', authority: 'general', words: null } as const;
const WANG: Party = {
  ...{ id: ID, side: 'applicant', kind: 'person', name: '王桂兰', ...nothing },
  ...{ legalRepresentative: null, guardian: null, representatives: [LAWYER, SON] },
};
const typed = (party: Party | null, change: object) => {
  const draft = partyDraftOf(party);
  return { ...draft, texts: { ...draft.texts, ...change } };
};

test('a party that is opened and saved again is as it was, with everybody who speaks for it', () => {
  expect(partyOf(partyDraftOf(WANG), ID, 'applicant')).toEqual(WANG);
});

test('the age holds where the day of birth is not known, and makes a minor of somebody', () => {
  const draft = typed(WANG, { age: '15' });
  expect(partyOf(draft, ID, 'applicant')?.age).toBe(15);
  expect(isMinorDraft(draft, '2026-11-22')).toBe(true);
  expect(partyOf(typed(WANG, { age: '15', birthDate: '1980-01-01' }), ID, 'applicant')).toMatchObject({
    age: null,
    birthDate: '1980-01-01',
  });
});

test.each([
  { age: '十五' },
  { age: '-1' },
  { age: '15.5' },
  { phone: 'abc' },
  { name: '' },
  { guardianName: '李梅', guardianRelation: '' },
])('what is malformed is no party: %o', (change) => {
  expect(partyOf(typed(WANG, change), ID, 'applicant')).toBeNull();
});

test('an organisation has none of what only persons have', () => {
  const draft = {
    ...typed({ ...WANG, nation: '汉族', job: '务农', age: 40 }, { legalRepresentative: '陈董' }),
    kind: 'organisation' as const,
  };
  expect(partyOf(draft, ID, 'respondent')).toMatchObject({ nation: null, job: null, age: null, legalRepresentative: '陈董' });
});

test('an empty line for a representative is left out, one with words but no name is refused', () => {
  const draft = { ...partyDraftOf(WANG), representatives: [newRepresentative()] };
  expect(partyOf(draft, ID, 'applicant')?.representatives).toEqual([]);
  expect(partyOf({ ...draft, representatives: [{ ...newRepresentative(), words: '代为和解' }] }, ID, 'applicant')).toBeNull();
});
