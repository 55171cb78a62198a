import { expect, test } from 'vitest';
import { changedFields } from './changed-fields.ts';

const before = { source: { kind: 'application', helped: 'none' }, request: '请求划界', amountFen: null as number | null, simple: false };

test('what was not changed in a form is not sent, however deep it lies', () => {
  expect(changedFields(before, { ...before, source: { ...before.source }, amountFen: 500 })).toEqual({ amountFen: 500 });
  expect(changedFields(before, { ...before, source: { ...before.source, helped: 'written' } })).toEqual({
    source: { kind: 'application', helped: 'written' },
  });
});

test('a field that was emptied is sent, and nothing where nothing was changed', () => {
  expect(changedFields({ ...before, amountFen: 500 }, before)).toEqual({ amountFen: null });
  expect(changedFields(before, { ...before })).toBeNull();
});
