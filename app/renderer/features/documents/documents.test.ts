import { expect, test } from 'vitest';
import type { GovernanceDocument } from '../../../../sfu-server/protocol/entities/document.ts';
import { changeOf, draftOf, emptyDraft, issueOf, problemsOf } from './document-form.ts';
import { listDocuments, shareChanges } from './document-list.ts';

const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const paper = (n: number, changes: Partial<GovernanceDocument> = {}): GovernanceDocument => ({
  id: id(n),
  orgId: id(900),
  number: `晶泉综治〔2026〕${n}号`,
  title: `Paper ${n}`,
  kind: 'notice',
  body: '请认真贯彻执行。',
  issuedById: id(700),
  issuedByName: 'Somebody',
  issuedAt: n,
  updatedAt: n,
  sharedWith: [],
  ...changes,
});

test('documents are listed newest first, by kind, and found by title, number and text', () => {
  const papers = [paper(1), paper(3, { kind: 'plan', body: '防汛预案' }), paper(2)];
  const titles = (query: Partial<Parameters<typeof listDocuments>[1]>) =>
    listDocuments(papers, { kind: null, search: '', ...query }).map(({ title }) => title);
  expect(titles({})).toEqual(['Paper 3', 'Paper 2', 'Paper 1']);
  expect(titles({ kind: 'plan' })).toEqual(['Paper 3']);
  expect(titles({ search: '防汛' })).toEqual(['Paper 3']);
  expect(titles({ search: '〔2026〕2号 paper' })).toEqual(['Paper 2']);
});

test('a new choice of organisations shares what is new and takes back what is gone', () => {
  expect(shareChanges([id(1), id(2)], new Set([id(2), id(3)]))).toEqual({ share: [id(3)], unshare: [id(1)] });
  expect(shareChanges([id(1)], new Set([id(1)]))).toEqual({ share: [], unshare: [] });
});

test('a document wants a title, and is issued to whom it was addressed', () => {
  expect(problemsOf(emptyDraft(id(900)))).toEqual({ title: 'problem.missing' });
  expect(issueOf(emptyDraft(id(900)), id(1), 5)).toBeNull();
  const draft = { ...emptyDraft(id(900)), title: '关于防汛的通知', sharedWith: [id(2)] };
  expect(issueOf(draft, id(1), 5)).toMatchObject({ title: '关于防汛的通知', kind: 'notice', sharedWith: [id(2)], issuedAt: 5 });
});

test('an edit of a document sends only the words that were changed', () => {
  const before = paper(1);
  expect(changeOf({ ...draftOf(before), body: '另行通知。' }, before)).toEqual({ id: id(1), change: { body: '另行通知。' } });
  expect(changeOf(draftOf(before), before)).toBeNull();
});
