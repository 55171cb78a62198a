import { expect, it } from 'vitest';
import { amountInFigures, amountInWords, amountText } from './amount.ts';

it.each([
  [1_200_000, '人民币壹万贰仟元整'],
  [0, '人民币零元整'],
  [1, '人民币壹分'],
  [50, '人民币伍角整'],
  [105, '人民币壹元零伍分'],
  [1_050, '人民币壹拾元伍角整'],
  [10_001_00, '人民币壹万零壹元整'],
  [100_500_00, '人民币壹拾万零伍佰元整'],
  [10_107_000_53, '人民币壹仟零壹拾万零柒仟元伍角叁分'],
  [100_000_000_00, '人民币壹亿元整'],
  [100_010_000_00, '人民币壹亿零壹万元整'],
  [1_000_200_03, '人民币壹佰万零贰佰元零叁分'],
])('writes %i fen as %s', (fen, words) => {
  expect(amountInWords(fen)).toBe(words);
});

it('sets figures and words side by side', () => {
  expect(amountText(1_234_567_89)).toBe('1,234,567.89元（大写：人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分）');
  expect(amountInFigures(5)).toBe('0.05元');
});

it.each([-1, 0.5, Number.NaN])('takes no %s for an amount', (fen) => {
  expect(() => amountInWords(fen)).toThrow(RangeError);
});
