import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { countyDate } from '../../county-time.ts';
import type { Confirmation, FollowUp, Note } from '../form.ts';
import { partySentence } from '../parties.ts';
import { labelled, paragraphs, part, sheet } from '../sheet.ts';
import { signatures, signedBelow } from '../signing.ts';
import { minuteWords } from '../words.ts';

/** 人民调解回访记录. */
export function followUpPaper(paper: FollowUp): TDocumentDefinitions {
  return sheet({
    title: '人民调解回访记录',
    head: paper,
    content: [
      labelled('当事人', paper.parties.join('、')),
      labelled('调解协议编号', paper.agreementNumber),
      labelled('回访时间', minuteWords(paper.at)),
      labelled('回访方式', paper.how),
      labelled('回访事由', paper.reason),
      part('回访情况：'),
      ...paragraphs(paper.situation),
      signatures(paper.signatures),
    ],
  });
}

/** 司法确认申请书: both sides together, within thirty days (人民调解法 article 33). */
export function confirmationPaper(paper: Confirmation): TDocumentDefinitions {
  const { court, parties, committee, agreementNumber, agreedAt, facts, attachments } = paper;
  return sheet({
    title: '司法确认申请书',
    head: paper,
    content: [
      ...parties.map((party) => labelled('申请人', partySentence(party))),
      part('请求事项：'),
      ...paragraphs(
        `请求依法确认申请人于${countyDate(agreedAt)}经${committee}主持调解达成的人民调解协议（编号：${agreementNumber}）有效。`,
      ),
      part('事实和理由：'),
      ...paragraphs(facts),
      ...paragraphs(
        '申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；如果因为该协议内容给他人造成损害的，愿意承担相应的民事责任和其他法律责任。',
      ),
      ...signedBelow([...paragraphs('此致'), { text: court }], paper.signatures),
      ...(attachments.length === 0
        ? []
        : [
            {
              stack: ['附：', ...attachments.map((name, index) => `${index + 1}．${name}`)],
              margin: [0, 12, 0, 0] as [number, number, number, number],
              fontSize: 10.5,
            },
          ]),
    ],
  });
}

/** 卷宗情况说明. */
export function notePaper(note: Note): TDocumentDefinitions {
  return sheet({
    title: '卷宗情况说明',
    head: note,
    content: [
      ...paragraphs(note.text),
      { text: `说明人：${note.by}　　${countyDate(note.at)}`, alignment: 'right', margin: [0, 24, 0, 0] },
    ],
  });
}
