import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { RollCall, RollCallEntry } from '../protocol/roll-call.ts';
import { countyDate, countyTime } from './county-time.ts';
import { STATE_WORDS } from './roll-call-words.ts';

const HEAD = ['序号', '单位（人员）', '状态', '答到人', '时间', '备注'] as const;
const WIDTHS = [28, '*', 52, 64, 48, '*'];

/** The sheet of a roll call (会议点名册), A4: by township, with totals, and a line to sign on. Times in the county's zone. */
export function rollCallPaper(sheet: RollCall, printedAt: number): TDocumentDefinitions {
  return {
    pageSize: 'A4',
    pageMargins: [48, 56, 48, 56],
    info: { title: `会议点名册 ${sheet.title}`, producer: 'Shilian', creator: 'Shilian', creationDate: new Date(printedAt) },
    defaultStyle: { font: 'serif', fontSize: 10, lineHeight: 1.15 },
    footer: (page, pages) => ({ text: `第 ${page} 页 共 ${pages} 页`, alignment: 'center', fontSize: 9, margin: [0, 20, 0, 0] }),
    content: [
      { text: '会议点名册', bold: true, fontSize: 20, alignment: 'center', margin: [0, 0, 0, 12] },
      { text: `会议：${sheet.title}` },
      { text: `主办：${sheet.orgName}    主持：${sheet.startedByName}` },
      { text: times(sheet), margin: [0, 0, 0, 4] },
      { text: totalsText(sheet), bold: true, margin: [0, 0, 0, 10] },
      table(sheet),
      signature(sheet),
    ],
  };
}

/** 应到, 实到, 缺席, 迟到: whoever came late came. */
function totalsText({ totals, entries }: RollCall): string {
  const came = totals.present + totals.late;
  const open = totals.waiting === 0 ? '' : `    未答 ${totals.waiting}`;
  return `应到 ${entries.length}    实到 ${came}（其中迟到 ${totals.late}）    缺席 ${totals.absent}    席位不符 ${totals.wrongSeat}${open}`;
}

function times({ startedAt, closedAt }: RollCall): string {
  const end = closedAt === null ? '进行中' : countyTime(closedAt);
  return `点名时间：${countyDate(startedAt)} ${countyTime(startedAt)} 至 ${end}`;
}

function table({ entries }: RollCall): Content {
  const rows: TableCell[][] = [HEAD.map((text) => ({ text, bold: true, alignment: 'center', fillColor: '#eeeeee' }))];
  let number = 0;
  for (const [group, lines] of Map.groupBy(entries, ({ group: name }) => name)) {
    rows.push([
      { text: `${group}（${lines.length}）`, colSpan: HEAD.length, bold: true, fillColor: '#f7f7f7' },
      ...HEAD.slice(1).map(() => ''),
    ]);
    for (const line of lines) {
      number += 1;
      rows.push(rowOf(number, line));
    }
  }
  return {
    table: { headerRows: 1, dontBreakRows: true, widths: WIDTHS, body: rows },
    layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5 },
  };
}

function rowOf(number: number, { name, state, by, at, note }: RollCallEntry): TableCell[] {
  const time = at === null ? '' : countyTime(at);
  return [
    { text: String(number), alignment: 'right' },
    name,
    { text: STATE_WORDS[state], alignment: 'center', bold: state === 'absent' },
    by ?? '',
    { text: time, alignment: 'center' },
    note,
  ];
}

function signature({ signedAt, signedByName }: RollCall): Content {
  const signed =
    signedAt === null
      ? '主持人签字：____________________    日期：____________'
      : `主持人签字：${signedByName ?? ''}    ${countyDate(signedAt)} ${countyTime(signedAt)}`;
  return { text: signed, alignment: 'right', margin: [0, 24, 0, 0], unbreakable: true } as Content;
}
