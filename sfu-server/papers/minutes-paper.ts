import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { countyDate, countyTime } from './county-time.ts';
import type { MinutesPaper } from './paper.ts';

/** The red of the heads of official papers (发文红). */
const RED = '#c00000';
/** 小四 for the text, 三号 and 小初 for the head, pt. */
const SIZES = { text: 12, title: 16, head: 30 } as const;
const ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const;

/**
 * The minutes of a meeting (会议纪要), A4, with head, number, red rule, text, decisions and whom they are sent to, after the usual
 * form of such papers (GB/T 9704 names the parts). Unsigned ones say that they are a draft. Times in the county's zone.
 */
export function minutesPaper(paper: MinutesPaper): TDocumentDefinitions {
  const { meeting, printedAt } = paper;
  return {
    pageSize: 'A4',
    pageMargins: [79, 92, 74, 88],
    info: { title: `会议纪要 ${meeting.title}`, producer: 'Shilian', creator: 'Shilian', creationDate: new Date(printedAt) },
    defaultStyle: { font: 'serif', fontSize: SIZES.text, lineHeight: 1.45 },
    footer: (page) => ({ text: `— ${page} —`, alignment: 'center', fontSize: 10.5, margin: [0, 30, 0, 0] }),
    content: [...head(paper), ...facts(paper), ...text(meeting.minutes.body), ...decisions(paper), ...papers(paper), ...foot(paper)],
  };
}

function head({ meeting, orgName }: MinutesPaper): Content[] {
  const signed = meeting.signedAt === null ? '（草稿，未签发）' : (meeting.minutesNumber ?? '');
  const date = countyDate(meeting.signedAt ?? meeting.startsAt);
  return [
    {
      text: `${orgName}会议纪要`,
      color: RED,
      bold: true,
      fontSize: SIZES.head,
      alignment: 'center',
      lineHeight: 1.1,
      margin: [0, 0, 0, 18],
    },
    { columns: [{ text: signed }, { text: date, alignment: 'right' }] },
    { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 442, y2: 0, lineWidth: 1.5, lineColor: RED }], margin: [0, 2, 0, 24] },
    { text: meeting.title, bold: true, fontSize: SIZES.title, alignment: 'center', margin: [0, 0, 0, 14] },
  ];
}

function facts({ meeting }: MinutesPaper): Content[] {
  const { startsAt, durationMin, minutes, agenda } = meeting;
  const end = countyTime(startsAt + durationMin * 60_000).slice(0, 5);
  const lines: readonly (readonly [string, string])[] = [
    ['时　　间', `${countyDate(startsAt)} ${countyTime(startsAt).slice(0, 5)}—${end}`],
    ['主　　持', minutes.chair],
    ['出　　席', minutes.attendees],
    ['请假缺席', minutes.absentees],
    ['记　　录', minutes.recorder],
    ['议　　题', agenda.map(({ title, speaker }, index) => `${index + 1}. ${title}${speaker === null ? '' : `（${speaker}）`}`).join('\n')],
  ];
  return lines
    .filter(([, words]) => words.trim() !== '')
    .map(([label, words]) => ({
      columns: [
        { text: `${label}：`, bold: true, width: 72 },
        { text: words, width: '*' },
      ],
      margin: [0, 0, 0, 2],
    }));
}

/** Each paragraph begins two characters in; one that is already indented is not indented twice. */
function text(body: string): Content[] {
  const paragraphs = body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return paragraphs.map((line, index) => ({ text: `　　${line}`, margin: [0, index === 0 ? 14 : 0, 0, 0], alignment: 'justify' }));
}

function decisions({ decisions: all }: MinutesPaper): Content[] {
  if (all.length === 0) return [];
  return [
    { text: '　　议定事项：', bold: true, margin: [0, 12, 0, 2] },
    ...all.map(({ title, detail, owner, personName, dueAt, number }, index): Content => {
      const whose = `责任单位：${owner}${personName === null ? '' : `；责任人：${personName}`}；办结时限：${countyDate(dueAt)}；督办编号：${number ?? '待定'}。`;
      return {
        stack: [
          { text: `　　${ordinal(index + 1)}、${title}${/[。！？]$/.test(title) ? '' : '。'}`, bold: true },
          ...(detail.trim() === '' ? [] : [{ text: `　　${detail.trim()}` }]),
          { text: `　　${whose}` },
        ],
        margin: [0, 0, 0, 4],
      };
    }),
  ];
}

/** 附件: what lies with the minutes, by name without the ending that tells its kind; one alone has no number (GB/T 9704, 7.3.4). */
function papers({ papers: all }: MinutesPaper): Content[] {
  const names = all.map((name) => name.replace(/\.[^.]+$/, ''));
  return names.map((name, index): Content => {
    const label = index === 0 ? '　　附件：' : '　　　　　';
    return { text: `${label}${names.length === 1 ? '' : `${index + 1}. `}${name}`, margin: [0, index === 0 ? 12 : 0, 0, 0] };
  });
}

/** 一 … 九十九. */
function ordinal(n: number): string {
  const tens = Math.floor(n / 10);
  const ones = n % 10 === 0 ? '' : (ORDINALS[(n % 10) - 1] ?? '');
  if (tens === 0) return ones;
  return `${tens === 1 ? '' : (ORDINALS[tens - 1] ?? '')}十${ones}`;
}

function foot({ meeting, sentTo, orgName }: MinutesPaper): Content[] {
  const rule: Content = { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 442, y2: 0, lineWidth: 0.8 }], margin: [0, 4, 0, 4] };
  const signed =
    meeting.signedAt === null ? '签发：____________________' : `签发：${meeting.signedByName ?? ''}    ${countyDate(meeting.signedAt)}`;
  return [
    { text: signed, alignment: 'right', margin: [0, 28, 0, 36] },
    rule,
    { text: `分送：${sentTo.length === 0 ? '本单位' : sentTo.join('、')}。`, fontSize: 11 },
    rule,
    { text: `${orgName}    ${countyDate(meeting.signedAt ?? meeting.startsAt)}印发`, fontSize: 11 },
  ];
}
