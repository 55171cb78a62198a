import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { countyDate } from '../../county-time.ts';
import type { BackCover, Cover, Index } from '../form.ts';
import { list, sheet } from '../sheet.ts';

/** 卷宗封面: no page number; a frame as covers have it. */
export function coverPaper(cover: Cover): TDocumentDefinitions {
  const { committee, title, docket, mediators, from, to, filedBy, filedAt, keep, remark } = cover;
  const rows: readonly (readonly [string, string])[] = [
    ['卷　　名', title],
    ['卷　　号', docket ?? ''],
    ['纠纷类型', cover.disputeKind],
    ['人民调解员', mediators.join('、')],
    ['调解日期', countyDate(from) === countyDate(to) ? countyDate(from) : `${countyDate(from)}至${countyDate(to)}`],
    ['立 卷 人', filedBy],
    ['立卷日期', countyDate(filedAt)],
    ['保管期限', keep],
    ['备　　注', remark ?? ''],
  ];
  return {
    ...sheet({ title: '', head: cover, content: [] }),
    info: { title: `${committee}调解卷宗 ${docket ?? ''}`.trim(), author: committee, producer: 'Shilian', creator: 'Shilian' },
    footer: () => '',
    content: [
      { text: committee, fontSize: 22, bold: true, alignment: 'center', margin: [0, 60, 0, 16] },
      { text: '调　解　卷　宗', fontSize: 32, bold: true, alignment: 'center', lineHeight: 1.1, margin: [0, 0, 0, 56] },
      {
        table: {
          widths: [96, '*'],
          heights: 34,
          body: rows.map(([label, value]) => [
            { text: label, bold: true, alignment: 'center', margin: [0, 8, 0, 0] },
            { text: value, margin: [4, 8, 0, 0] },
          ]),
        },
        layout: { hLineWidth: () => 0.8, vLineWidth: () => 0.8 },
        fontSize: 14,
        lineHeight: 1.15,
      },
    ],
  };
}

/** 卷内目录, with the pages of the dossier; no page number of its own. */
export function indexPaper(index: Index): TDocumentDefinitions {
  const rows = index.rows.map(({ name, pages: [first, last], remark }, place) => [
    { text: String(place + 1), alignment: 'center' as const },
    name,
    { text: first === last ? String(first) : `${first}—${last}`, alignment: 'center' as const },
    { text: remark, alignment: 'center' as const },
  ]);
  return {
    ...sheet({ title: '卷　内　目　录', head: index, content: [list(['序号', '文书名称', '页号', '备注'], [36, '*', 64, 84], rows)] }),
    footer: () => '',
  };
}

/** 封底: how many pages there are, who filed and who checked. */
export function backCoverPaper(back: BackCover): TDocumentDefinitions {
  const lines = [
    `本卷宗共 ${back.pages} 页（不含封面、目录、封底）。`,
    `立卷人：${back.filedBy}`,
    `检查人：${back.checkedBy ?? '____________'}`,
    `立卷日期：${countyDate(back.filedAt)}`,
  ];
  return {
    ...sheet({ title: '', head: back, content: [] }),
    footer: () => '',
    content: [
      { text: '立　卷　说　明', fontSize: 20, bold: true, alignment: 'center', margin: [0, 200, 0, 28] },
      { text: `${back.committee}　${back.docket ?? ''}`, alignment: 'center', margin: [0, 0, 0, 24] },
      ...lines.map((text) => ({ text, fontSize: 14, margin: [90, 0, 0, 12] as [number, number, number, number] })),
    ],
  };
}
