import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Handover, ServiceReceipt } from '../form.ts';
import { block, form, list, paragraphs, sheet } from '../sheet.ts';
import { sealedBy } from '../signing.ts';
import { minuteWords } from '../words.ts';

/** 移送函, with the list of what goes along. */
export function handoverPaper(paper: Handover): TDocumentDefinitions {
  const { committee, to, letterNumber, title, docket, reason, papers, contact, at, seal } = paper;
  const rows = papers.map((name, index) => [{ text: String(index + 1), alignment: 'center' as const }, name]);
  return sheet({
    title: '移　送　函',
    head: paper,
    content: [
      ...(letterNumber === null ? [] : [{ text: `函号：${letterNumber}`, alignment: 'right' as const, fontSize: 10.5 }]),
      { text: `${to}：` },
      ...paragraphs(`我委受理的${title}一案${docket === null ? '' : `，卷号${docket}`}，${reason}`),
      ...paragraphs('现将该案有关材料移送你单位，请查收，并将送达回证退回我委。'),
      { text: '附：移送材料清单', margin: [0, 10, 0, 4] },
      list(['序号', '材料名称'], [36, '*'], rows),
      { text: `联系人：${contact}`, margin: [0, 10, 0, 0] },
      sealedBy(committee, at, seal),
    ],
  });
}

/** 送达回证: empty to be signed, or with what the other office has said to have got. */
export function receiptPaper(paper: ServiceReceipt): TDocumentDefinitions {
  const { receipt } = paper;
  const got =
    receipt === null ? '' : `${receipt.who}　${minuteWords(receipt.at)}${receipt.number === null ? '' : `\n回执号：${receipt.number}`}`;
  const row = (label: string, text: string) => [
    { text: label, width: 110, label: true },
    { text, width: '*' as const },
  ];
  return sheet({
    title: '送　达　回　证',
    head: paper,
    content: [
      ...form([
        row('案由', `${paper.title}（${paper.disputeKind}）`),
        row('受送达单位（人）', paper.to),
        row('送达地点或方式', paper.place),
        row('送达人', paper.by),
      ]),
      block('送达文书：', paper.papers.map((name, index) => `${index + 1}．${name}`).join('\n'), 90),
      ...form([row('受送达人签收', got)], true),
      sealedBy(paper.committee, receipt?.at ?? null, paper.seal),
    ],
  });
}
