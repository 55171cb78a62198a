import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { countyDate } from '../../county-time.ts';
import { amountInFigures, amountInWords } from '../amount.ts';
import type { Agreement, Performance } from '../form.ts';
import { namedSides, partySentence } from '../parties.ts';
import { labelled, list, paragraphs, part, sheet } from '../sheet.ts';
import { sealedBelow, signatures } from '../signing.ts';
import { ordinal, stopped } from '../words.ts';

/** 人民调解协议书; its foot says which text the signatures are bound to. */
export function agreementPaper(agreement: Agreement): TDocumentDefinitions {
  const { number, parties, facts, terms, payments, performance, copies, contentHash, version } = agreement;
  const text = version === null ? '' : `第${version}版 `;
  const draft = version === null ? '草稿，未签署' : `待签署文本 ${text.trim()}`;
  const bound = contentHash === null ? draft : `签署文本${text}SHA-256 ${contentHash}`;
  return sheet({
    title: '人民调解协议书',
    head: agreement,
    foot: bound,
    content: [
      { text: `编号：${number}`, alignment: 'right', fontSize: 10.5 },
      ...namedSides(parties).map(({ party, heading }) => labelled(heading, partySentence(party))),
      part('纠纷主要事实、争议事项：'),
      ...paragraphs(facts),
      part('经调解，自愿达成如下协议：'),
      ...terms.map((term, index): Content => ({ text: `${ordinal(index + 1)}、${stopped(term)}`, leadingIndent: 24 })),
      ...paymentTable(payments),
      ...(performance.trim() === '' ? [] : [part('履行方式、地点、期限：'), ...paragraphs(performance)]),
      ...sealedBelow(
        [
          ...paragraphs(
            `本协议一式${ordinal(copies)}份，当事人、人民调解委员会各持一份。自各方当事人签名、人民调解员签名并加盖人民调解委员会印章之日起生效。`,
          ),
          ...(agreement.recorder === null ? [] : [{ text: `记录人：${agreement.recorder}` }]),
        ],
        agreement.signatures,
        { names: agreement.mediatorSeals, committee: agreement.committee, at: agreement.sealedAt, seal: agreement.seal },
      ),
    ],
  });
}

function paymentTable(payments: Agreement['payments']): Content[] {
  if (payments.length === 0) return [];
  const rows = payments.map(({ who, toWhom, what, fen, due, how }) => [
    who,
    toWhom,
    what ?? '',
    { stack: [amountInFigures(fen), { text: amountInWords(fen), fontSize: 9.5 }] },
    countyDate(due),
    how,
  ]);
  return [
    { stack: [list(['付款人', '收款人', '事项', '金额（大写）', '期限', '方式'], [48, 48, 64, '*', 84, 44], rows)], margin: [0, 6, 0, 4] },
  ];
}

/** 履行凭证: what was owed, and what was seen to be done; receipts follow as scans. */
export function performancePaper(performance: Performance): TDocumentDefinitions {
  const rows = performance.rows.map(({ what, fen, due, doneAt, notDueYet, how }, index) => [
    { text: String(index + 1), alignment: 'center' as const },
    what,
    fen === null ? '' : { stack: [amountInFigures(fen), { text: amountInWords(fen), fontSize: 9 }] },
    countyDate(due),
    doneAt === null ? (notDueYet === true ? '未到期' : '未履行') : countyDate(doneAt),
    how,
  ]);
  return sheet({
    title: '履行凭证',
    head: performance,
    content: [
      labelled('调解协议编号', performance.agreementNumber),
      { text: '', margin: [0, 4, 0, 0] },
      list(['序号', '履行事项', '金额（大写）', '约定期限', '履行日期', '方式及凭证'], [28, '*', 104, 62, 62, 70], rows),
      signatures(performance.signatures),
    ],
  });
}
