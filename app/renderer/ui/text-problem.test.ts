import { expect, test } from 'vitest';
import { blockProblem, lineProblem, oneLine, orNull, phoneProblem } from './text-problem.ts';

test('a line is missing only where it is required, and may be as long as its limit', () => {
  expect(lineProblem('  ', { max: 5 })).toBeNull();
  expect(lineProblem('  ', { max: 5, required: true })).toBe('problem.missing');
  expect(lineProblem('长长长长长', { max: 5, required: true })).toBeNull();
  expect(lineProblem('长长长长长长', { max: 5 })).toBe('problem.long');
  expect(lineProblem('a\u0007b', { max: 5 })).toBe('problem.characters');
});

test('a text of several lines may hold line ends and no other control characters', () => {
  expect(blockProblem('first\nsecond', { max: 2000 })).toBeNull();
  expect(blockProblem('\n', { max: 2000, required: true })).toBe('problem.missing');
  expect(blockProblem('x'.repeat(2001), { max: 2000 })).toBe('problem.long');
  expect(blockProblem('a\u0001', { max: 2000 })).toBe('problem.characters');
});

test('a telephone number is taken as people write it, and letters are not one', () => {
  expect(phoneProblem('0991-123 4567')).toBeNull();
  expect(phoneProblem('')).toBeNull();
  expect(phoneProblem('', true)).toBe('problem.missing');
  expect(phoneProblem('call me')).toBe('problem.phone');
});

test('a note of several lines becomes one, and an empty field nothing', () => {
  expect(oneLine(' 到场。\n  已\t劝离。 ')).toBe('到场。 已 劝离。');
  expect(orNull('  ')).toBeNull();
  expect(orNull(' 张三 ')).toBe('张三');
});
