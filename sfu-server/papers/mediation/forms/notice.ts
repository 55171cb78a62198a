import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { countyDate, countyTime } from '../../county-time.ts';
import type { IdentityRecord, Notice } from '../form.ts';
import { list, paragraphs, part, SIZES, sheet } from '../sheet.ts';
import { signatures, signedBelow } from '../signing.ts';
import { ordinal } from '../words.ts';

/** What somebody has numbered already: 一、 （二） 3. */
const NUMBERED = /^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])/u;

/** 人民调解当事人权利义务告知书: each item with those who have confirmed it, and when; or below all of them, where it was confirmed as a whole. */
export function noticePaper({ items, confirmedWhole, ...notice }: Notice): TDocumentDefinitions {
  const own = items.some(({ text }) => NUMBERED.test(text));
  const lines = items.flatMap(({ text, confirmed }, index): Content[] => {
    const words: Content = { text: own ? text : `${ordinal(index + 1)}、${text}`, leadingIndent: 24, lineHeight: 1.25 };
    if (confirmedWhole !== undefined) return [words];
    const who = confirmedWords(confirmed);
    return [words, { text: who === '' ? '（未确认）' : `已确认：${who}`, fontSize: SIZES.small, color: '#444444', margin: [24, 0, 0, 1] }];
  });
  const end =
    confirmedWhole === undefined
      ? '以上内容已向我逐项宣读，我已知悉并理解。'
      : `以上内容已向当事人宣读，下列当事人逐人确认已听清并理解：${confirmedWords(confirmedWhole)}。`;
  return sheet({
    title: '人民调解当事人权利义务告知书',
    head: notice,
    content: [
      ...paragraphs(
        '根据《中华人民共和国人民调解法》等有关规定，现将人民调解委员会的性质、调解原则和法律效果，以及当事人在调解中享有的权利和承担的义务告知如下：',
      ),
      ...lines,
      ...signedBelow(paragraphs(end), notice.signatures),
    ],
  });
}

function confirmedWords(confirmed: Notice['items'][number]['confirmed']): string {
  return confirmed.map(({ name, at }) => `${name} ${countyDate(at)} ${countyTime(at)}`).join('；');
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
  const pictures = record.rows.flatMap((row) => comparison(row));
  return sheet({
    title: '当事人身份核验记录',
    head: record,
    content: [
      list(['姓名', '身份', '证件及号码', '核验方式', '结果', '核验人及时间'], [56, 48, '*', 54, 32, 82], rows),
      ...(pictures.length === 0 ? [] : [part('证件图像与本人影像'), ...pictures]),
      signatures(record.signatures),
    ],
  });
}

/** The document and, beside it, the face that it was compared with. */
function comparison({ name, document, picture, face = null, at }: IdentityRecord['rows'][number]): Content[] {
  if (picture === null && face === null) return [];
  const shown = [
    ...(picture === null ? [] : [{ image: picture, words: '出示的证件', width: 262 }]),
    ...(face === null ? [] : [{ image: face, words: '核验时的本人', width: 170 }]),
  ];
  return [
    {
      stack: [
        { text: `${name}　${document}　${countyDate(at)} ${countyTime(at)}`, fontSize: SIZES.cell, margin: [0, 6, 0, 2] },
        {
          columns: shown.map(({ image, words, width }) => ({
            width,
            stack: [
              { image, fit: [width, 175] },
              { text: words, fontSize: SIZES.small, color: '#444444' },
            ],
          })),
          columnGap: 14,
        },
      ],
      unbreakable: true,
    } as Content,
  ];
}
