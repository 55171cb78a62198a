import { expect, test } from 'vitest';
import { choiceFrom, KEY_STEPS } from './list-keys.ts';

/** Upper case letters are headings. */
const rows = [...'AbcDeF'];
const isChoice = (row: string) => row === row.toLowerCase();
const press = (key: string, at: number, page = 3) => choiceFrom(rows, isChoice, at, KEY_STEPS[key]?.(page) ?? 0);

test('the keys of a list pass over headings and stop at its ends', () => {
  expect(press('ArrowDown', 2)).toBe('e');
  expect(press('ArrowUp', 4)).toBe('c');
  expect(press('ArrowUp', 1)).toBe('b');
  expect(press('ArrowDown', 4)).toBe('e');
  expect(press('Home', 4)).toBe('b');
  expect(press('End', 1)).toBe('e');
  expect(press('PageDown', 1)).toBe('e');
});

test('where nothing is chosen yet, down chooses the first and end the last', () => {
  expect(press('ArrowDown', -1)).toBe('b');
  expect(press('End', -1)).toBe('e');
  expect(press('ArrowUp', -1)).toBe('b');
  expect(choiceFrom([], isChoice, -1, 1)).toBeUndefined();
});
