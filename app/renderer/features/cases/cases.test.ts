import { describe, expect, test } from 'vitest';
import type { Case, CaseState } from '../../../../sfu-server/protocol/entities/case.ts';
import { type CaseDraft, changeOf, draftOf, emptyDraft, problemsOf, registrationOf } from './case-form.ts';
import { type CaseQuery, casesOf, countCases, isOverdue, listCases } from './case-list.ts';
import { isStepBack, stepsOf } from './case-steps.ts';

const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;

function kase(n: number, changes: Partial<Case> = {}): Case {
  return {
    id: id(n),
    orgId: id(900),
    gridId: null,
    number: `晶泉调〔2026〕${n}号`,
    kind: 'mediation',
    title: `Case ${n}`,
    applicantName: '张秀英',
    respondentName: null,
    phone: null,
    facts: '',
    field: 'land',
    handlerName: null,
    state: 'registered',
    registeredById: id(700),
    registeredByName: 'Somebody',
    registeredAt: n * 1000,
    updatedAt: n * 1000,
    dueAt: null,
    notes: [],
    ...changes,
  };
}

describe('the list of cases', () => {
  const query: CaseQuery = { filter: 'open', search: '', order: 'due', now: 1000 };
  const titles = (cases: readonly Case[], changes: Partial<CaseQuery> = {}) =>
    listCases(cases, { ...query, ...changes }).map(({ title }) => title.slice(-1));

  test('shows what is due first, then what is not timed, the newest before', () => {
    expect(titles([kase(1), kase(2), kase(3, { dueAt: 500 }), kase(4, { dueAt: 300 })])).toEqual(['4', '3', '2', '1']);
  });

  test('shows the newest first when that is asked for', () => {
    expect(titles([kase(1, { dueAt: 300 }), kase(2)], { order: 'newest' })).toEqual(['2', '1']);
  });

  test('leaves closed ones out unless they are asked for, whose limit then does not matter', () => {
    const cases = [kase(1, { state: 'closed', dueAt: 1 }), kase(2, { state: 'handling' })];
    expect(titles(cases)).toEqual(['2']);
    expect(titles(cases, { filter: 'closed' })).toEqual(['1']);
    expect(titles(cases, { filter: 'all' })).toEqual(['2', '1']);
  });

  test('calls a case overdue only past its limit and only while it is open', () => {
    expect(isOverdue(kase(1, { dueAt: 10 }), 11)).toBe(true);
    expect(isOverdue(kase(1, { dueAt: 10 }), 10)).toBe(false);
    expect(isOverdue(kase(1, { dueAt: 10, state: 'closed' }), 11)).toBe(false);
    expect(titles([kase(1, { dueAt: 999 }), kase(2, { dueAt: 1001 })], { filter: 'overdue' })).toEqual(['1']);
  });

  test('finds a case that holds every word, in title, number or names', () => {
    const cases = [kase(1, { title: '地界 1', applicantName: '李四' }), kase(2, { title: '地界 2' })];
    expect(titles(cases, { search: '地界 李四' })).toEqual(['1']);
    expect(titles(cases, { search: '〔2026〕2号' })).toEqual(['2']);
    expect(titles(cases, { search: '没有' })).toEqual([]);
  });

  test('counts what each filter would show', () => {
    const counts = countCases([kase(1), kase(2, { state: 'closed' }), kase(3, { dueAt: 5 })], 10);
    expect(counts).toMatchObject({ open: 2, overdue: 1, registered: 2, closed: 1, all: 3, handling: 0 });
  });

  test('keeps the two kinds apart', () => {
    expect(casesOf([kase(1), kase(2, { kind: 'petition' })], 'petition').map(({ title }) => title)).toEqual(['Case 2']);
  });
});

describe('the way of a case', () => {
  const note = (n: number, state: CaseState | null, at: number) => ({ id: id(n), at, byName: 'Somebody', state, text: '' });
  const way = (one: Case) => stepsOf(one).map(({ key, phase }) => `${key} ${phase}`);

  test('leads from registration to a settlement as long as nothing else is known', () => {
    expect(way(kase(1))).toEqual(['registered current', 'accepted ahead', 'handling ahead', 'settled ahead', 'closed ahead']);
  });

  test('shows when each step was last reached, and none of those ahead', () => {
    const again = kase(1, {
      state: 'handling',
      notes: [note(1, 'accepted', 2000), note(2, 'handling', 3000), note(3, 'settled', 4000), note(4, 'handling', 5000)],
    });
    expect(stepsOf(again).map(({ at }) => at)).toEqual([1000, 2000, 5000, null, null]);
  });

  test('goes by a refusal, a failure, or straight to its close where it did', () => {
    expect(way(kase(1, { state: 'refused', notes: [note(1, 'refused', 2)] }))).toEqual([
      'registered done',
      'refused current',
      'closed ahead',
    ]);
    const failed = [note(1, 'accepted', 2), note(2, 'handling', 3), note(3, 'failed', 4)];
    expect(way(kase(1, { state: 'closed', notes: [...failed, note(4, 'closed', 5)] }))).toEqual([
      'registered done',
      'accepted done',
      'handling done',
      'failed done',
      'closed current',
    ]);
    expect(way(kase(1, { state: 'closed', notes: [note(1, 'accepted', 2), note(2, 'closed', 3)] }))).toEqual([
      'registered done',
      'accepted done',
      'closed current',
    ]);
  });

  test.each(['mediation', 'petition'] as const)('shows a %s that was taken back as that, and how far it had come', (kind) => {
    const withdrawn = { kind, state: 'withdrawn' } as const;
    expect(way(kase(1, { ...withdrawn, notes: [note(1, 'withdrawn', 2)] }))).toEqual([
      'registered done',
      'withdrawn current',
      'closed ahead',
    ]);
    const late = [note(1, 'accepted', 2), note(2, 'handling', 3), note(3, 'withdrawn', 4)];
    const done = ['registered done', 'accepted done', 'handling done'];
    expect(way(kase(1, { ...withdrawn, notes: late }))).toEqual([...done, 'withdrawn current', 'closed ahead']);
    expect(way(kase(1, { kind, state: 'closed', notes: [...late, note(4, 'closed', 5)] }))).toEqual([
      ...done,
      'withdrawn done',
      'closed current',
    ]);
  });

  test('knows a step back from a step on', () => {
    expect(isStepBack('settled', 'handling')).toBe(true);
    expect(isStepBack('accepted', 'handling')).toBe(false);
  });
});

describe('the form of a case', () => {
  const draft: CaseDraft = { ...emptyDraft(id(900)), title: ' 地界纠纷 ', applicantName: '张三', phone: '0991-1234567', field: 'land' };

  test('makes the mutation of what is filled in, and nothing of what is left empty', () => {
    expect(problemsOf(draft)).toEqual({});
    expect(registrationOf(draft, 'mediation', id(1), 5)).toMatchObject({
      id: id(1),
      title: '地界纠纷',
      respondentName: null,
      handlerName: null,
      registeredAt: 5,
    });
  });

  test.each([
    ['no title', { title: ' ' }, { title: 'problem.missing' }],
    ['no applicant', { applicantName: '' }, { applicantName: 'problem.missing' }],
    ['a title too long', { title: '长'.repeat(81) }, { title: 'problem.long' }],
    ['letters for a phone', { phone: 'none' }, { phone: 'problem.phone' }],
    ['control characters in the facts', { facts: 'a\u0000' }, { facts: 'problem.characters' }],
  ])('says what is wrong with %s and makes no mutation', (_, changes, problems) => {
    const bad = { ...draft, ...changes };
    expect(problemsOf(bad)).toEqual(problems);
    expect(registrationOf(bad, 'mediation', id(1), 5)).toBeNull();
  });

  test('makes no registration of a field that cases of the kind do not have', () => {
    expect(registrationOf({ ...draft, field: 'wages' }, 'mediation', id(1), 5)).toBeNull();
  });

  test('sends of an edit only what was changed, and nothing where nothing was', () => {
    const before = kase(1, { phone: '12345678' });
    expect(changeOf({ ...draftOf(before), phone: '', handlerName: '李四' }, before)).toEqual({
      id: id(1),
      change: { phone: null, handlerName: '李四' },
    });
    expect(changeOf(draftOf(before), before)).toBeNull();
  });
});
