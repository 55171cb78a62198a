/** What a slot of a clause takes; what the case knows is offered for it. */
export type SlotKind = 'person' | 'money' | 'day' | 'words';

/** By how the county's clauses name their slots: {{责任人}}, {{用人单位}}, {{劳动者}}; {{金额}}, {{违约金}}; {{日期}}. */
export function slotKind(slot: string): SlotKind {
  if (/(金额|金|费|款)$/u.test(slot)) return 'money';
  if (/日期$/u.test(slot)) return 'day';
  if (/(人|者|单位|方)$/u.test(slot)) return 'person';
  return 'words';
}

/** A text with one of its slots filled, wherever it stands. */
export function filled(text: string, slot: string, value: string): string {
  return text.replaceAll(/\{\{([^{}\n]{1,30})\}\}/gu, (whole, name: string) => (name.trim() === slot ? value : whole));
}

/** `12,000.00元` */
export function yuanText(fen: number): string {
  return `${new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2 }).format(fen / 100)}元`;
}

/** `2026年12月1日`. @param day as an input of a date has it: 2026-12-01 */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
