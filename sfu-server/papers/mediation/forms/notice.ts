import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { countyDate, countyTime } from '../../county-time.ts';
import type { IdentityRecord, Notice } from '../form.ts';
import { list, paragraphs, part, SIZES, sheet } from '../sheet.ts';
import { signatures, signedBelow } from '../signing.ts';
import { ordinal } from '../words.ts';

/** 人民调解当事人权利义务告知书: each item with those who have confirmed it, and when. */
export function noticePaper(notice: Notice): TDocumentDefinitions {
  const items = notice.items.flatMap(({ text, confirmed }, index): Content[] => {
    const who = confirmed.map(({ name, at }) => `${name} ${countyDate(at)} ${countyTime(at)}`).join('；');
    return [
      { text: `${ordinal(index + 1)}、${text}`, leadingIndent: 24, lineHeight: 1.25 },
      { text: who === '' ? '（未确认）' : `已确认：${who}`, fontSize: SIZES.small, color: '#444444', margin: [24, 0, 0, 1] },
    ];
  });
  return sheet({
    title: '人民调解当事人权利义务告知书',
    head: notice,
    content: [
      ...paragraphs(
        '根据《中华人民共和国人民调解法》等有关规定，现将人民调解委员会的性质、调解原则和法律效果，以及当事人在调解中享有的权利和承担的义务告知如下：',
      ),
      ...items,
      ...signedBelow(paragraphs('以上内容已向我逐项宣读，我已知悉并理解。'), notice.signatures),
    ],
  });
}

/** 当事人身份核验记录: the document against the person, by the mediator's eye; then the pictures of the documents. */
export function identityPaper(record: IdentityRecord): TDocumentDefinitions {
  const rows = record.rows.map(({ name, role, document, number, method, result, by, at }) => [
    name,
    role,
    number === null ? document : `${document}\n${number}`,
    method,
    result,
    `${by}\n${countyDate(at)} ${countyTime(at)}`,
  ]);
  const pictures = record.rows.flatMap(({ name, document, picture }): Content[] =>
    picture === null
      ? []
      : [
          {
            stack: [
              { text: `${name}　${document}`, fontSize: SIZES.cell, margin: [0, 6, 0, 2] },
              { image: picture, fit: [300, 190] },
            ],
            unbreakable: true,
          } as Content,
        ],
  );
  return sheet({
    title: '当事人身份核验记录',
    head: record,
    content: [
      list(['姓名', '身份', '证件及号码', '核验方式', '结果', '核验人及时间'], [56, 48, '*', 54, 32, 82], rows),
      ...(pictures.length === 0 ? [] : [part('证件图像'), ...pictures]),
      signatures(record.signatures),
    ],
  });
}
