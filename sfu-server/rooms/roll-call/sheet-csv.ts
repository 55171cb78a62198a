import { countyDate, countyTime } from '../../papers/county-time.ts';
import { STATE_WORDS } from '../../papers/roll-call-words.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../protocol/csv.ts';
import type { RollCall } from '../../protocol/roll-call.ts';

/** A sheet as a table for a spreadsheet; names and notes come from strangers, so no field begins a formula. */
export function sheetCsv(sheet: RollCall): string {
  const lines = sheet.entries.map(({ group, name, state, by, at, note }, index) =>
    csvLine([index + 1, group, name, STATE_WORDS[state], by, at === null ? null : `${countyDate(at)} ${countyTime(at)}`, note]),
  );
  return BYTE_ORDER_MARK + csvLine(['序号', '乡镇（街道）', '单位（人员）', '状态', '答到人', '时间', '备注']) + lines.join('');
}
