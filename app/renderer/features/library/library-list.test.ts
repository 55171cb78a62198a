import { expect, test } from 'vitest';
import type { LibraryCase } from '../../../../sfu-server/protocol/entities/library-case.ts';
import { listLibrary } from './library-list.ts';

function one(id: string, changes: Partial<LibraryCase> = {}): LibraryCase {
  const words = { title: '一起纠纷', facts: '', course: '', result: '', lesson: '' };
  return { id, orgId: 'county', field: 'neighbour', ...words, version: 1, publishedAt: 1, ...changes };
}
const idsOf = (rows: readonly LibraryCase[]) => rows.map(({ id }) => id);

test('the library is searched by field and by words in any part of a case, the newest first', () => {
  const cases = [
    one('wages', { field: 'labour', facts: '拖欠工资', lesson: '先核对考勤', publishedAt: 2 }),
    one('ditch', { course: '查看排水沟', publishedAt: 3 }),
    one('wall'),
  ];
  expect(idsOf(listLibrary(cases, { field: null, search: '' }))).toEqual(['ditch', 'wages', 'wall']);
  expect(idsOf(listLibrary(cases, { field: 'labour', search: '' }))).toEqual(['wages']);
  expect(idsOf(listLibrary(cases, { field: null, search: '考勤 工资' }))).toEqual(['wages']);
  expect(idsOf(listLibrary(cases, { field: 'neighbour', search: '工资' }))).toEqual([]);
});
