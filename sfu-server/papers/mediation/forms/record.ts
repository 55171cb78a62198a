import type { Column, Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { countyDate, countyTime } from '../../county-time.ts';
import type { Inquiry, MediationRecord } from '../form.ts';
import type { SpokenLine } from '../inputs.ts';
import { labelled, paragraphs, part, SIZES, sheet } from '../sheet.ts';
import { signedBelow } from '../signing.ts';
import { minuteWords, offsetWords, spanWords } from '../words.ts';

/** Width of the column of time marks, pt. */
const MARK = 46;

/** 人民调解调查记录. */
export function inquiryPaper(inquiry: Inquiry): TDocumentDefinitions {
  return sheet({
    title: '人民调解调查记录',
    head: inquiry,
    content: [
      labelled('时间', spanWords(inquiry.from, inquiry.to)),
      labelled('地点', inquiry.place),
      labelled('调查人', inquiry.askedBy),
      labelled('记录人', inquiry.recordedBy),
      labelled('被调查人', inquiry.asked),
      labelled('事由', inquiry.title),
      { text: '', margin: [0, 6, 0, 0] },
      ...inquiry.lines.map((line) => spoken(line, hasMarks(inquiry.lines))),
      ...signedBelow(paragraphs('以上记录经被调查人核对（已向被调查人宣读），与所述一致。'), inquiry.signatures),
    ],
  });
}

/** Characters of a line that is not broken over two pages, with all that stands below it. */
const MOST_WHOLE = 300;
/** What stands about each correction, and its line that is not full. */
const ABOUT_CORRECTION = 30;

/** 人民调解记录: with time marks into the recording, and what was set right where it was set right. */
export function recordPaper(record: MediationRecord): TDocumentDefinitions {
  const marked = hasMarks(record.lines);
  const readBack =
    record.readBackAt === null
      ? '（本记录尚未向当事人宣读核对）'
      : `以上记录已于${minuteWords(record.readBackAt)}向当事人宣读${confirmedWords(record.confirmedBy)}。${marked ? '左侧时间为该句在录音录像中的位置。' : ''}`;
  return sheet({
    title: '人民调解记录',
    head: record,
    content: [
      labelled('时间', spanWords(record.from, record.to)),
      labelled('地点', record.place),
      labelled('事由', record.title),
      labelled('调解组织', record.committee),
      labelled('人民调解员', record.mediators.join('、')),
      labelled('记录人', record.recorder),
      labelled('当事人', record.parties.join('、')),
      ...(record.others.length === 0 ? [] : [labelled('参加人', record.others.join('、'))]),
      part('调解情况：'),
      ...record.lines.map((line) => spoken(line, marked)),
      part('调解结果：'),
      ...paragraphs(record.result),
      ...signedBelow(paragraphs(readBack), record.signatures),
    ],
  });
}

function confirmedWords(names: MediationRecord['confirmedBy']): string {
  if (names === undefined) return '，经当事人核对无误';
  return names.length === 0 ? '' : `，经${names.join('、')}核对无误`;
}

function hasMarks(lines: readonly SpokenLine[]): boolean {
  return lines.some(({ offsetMs }) => offsetMs !== null);
}

/** Time mark where the paper has any, who speaks, what; below it small what stood there before. */
function spoken({ speaker, text, offsetMs, corrections }: SpokenLine, marked: boolean): Content {
  const changed = corrections.map(
    ({ was, by, at }): Content => ({
      text: [{ text: '原记：' }, { text: was, decoration: 'lineThrough' }, `　${by}于${countyDate(at)} ${countyTime(at)}更正`],
      fontSize: SIZES.small,
      color: '#444444',
    }),
  );
  const words: Content = speaker === '' ? { text, bold: true } : { text: [{ text: `${speaker}：`, bold: true }, text] };
  const said: Column = { stack: [words, ...changed], width: '*' };
  const mark = offsetMs === null ? '' : offsetWords(offsetMs);
  const place: Column = { text: mark, width: MARK, fontSize: SIZES.small, color: '#444444', margin: [0, 3, 0, 0] };
  // A line of common length stays whole: its time mark alone would stay on the page before. What is higher than a page pdfmake leaves out.
  const below = corrections.reduce((sum, { was, by }) => sum + was.length + by.length + ABOUT_CORRECTION, 0);
  const whole = speaker.length + text.length + below <= MOST_WHOLE;
  return { columns: [...(marked ? [place] : []), said], margin: [0, 0, 0, 2], unbreakable: whole } as Content;
}
