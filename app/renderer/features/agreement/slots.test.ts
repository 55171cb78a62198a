import { expect, test } from 'vitest';
import { CLAUSES, COMMON_CLAUSES } from '../../../../resources/clauses/clauses.ts';
import { openSlots } from '../../../../sfu-server/protocol/entities/agreement.ts';
import { dayInWords, filled, slotKind, yuanText } from './slots.ts';

test('a slot is filled wherever it stands, and no other', () => {
  expect(filled('{{甲方}}于{{日期}}付给{{ 乙方 }}，{{甲方}}另行道歉。', '甲方', '李𡐓')).toBe(
    '李𡐓于{{日期}}付给{{ 乙方 }}，李𡐓另行道歉。',
  );
  expect(filled('{{ 乙方 }}收讫', '乙方', '$&')).toBe('$&收讫');
});

test('what is asked for is known by the name of the slot, for all clauses of the library', () => {
  const slots = new Set([...Object.values(CLAUSES).flat(), ...COMMON_CLAUSES].flatMap(openSlots));
  const ofKind = (kind: string) => [...slots].filter((slot) => slotKind(slot) === kind);
  expect(ofKind('person')).toEqual(expect.arrayContaining(['责任人', '用人单位', '劳动者', '赔偿人']));
  expect(ofKind('money')).toEqual(expect.arrayContaining(['金额', '违约金', '每期金额']));
  expect(ofKind('day')).toEqual(expect.arrayContaining(['日期', '起始日期']));
  expect(ofKind('person')).not.toContain('法院名称');
});

test('amounts and days read as agreements write them', () => {
  expect(yuanText(1_200_050)).toBe('12,000.50元');
  expect(dayInWords('2026-12-01')).toBe('2026年12月1日');
});
