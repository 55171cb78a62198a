import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { CaseHead } from './inputs.ts';

/** Below the text of a page, where its number stands, pt. */
export const FOOT = 70;
/** A4, with room on the left to bind, pt. */
const MARGINS: [number, number, number, number] = [85, 74, 62, FOOT];
/** What is left between them, pt. */
export const TEXT_WIDTH = 595.28 - MARGINS[0] - MARGINS[2];
/** 二号 for names of papers, 小四 for text, 五号 within tables, pt. */
export const SIZES = { title: 20, text: 12, cell: 10.5, small: 8.5 } as const;
const THIN = 0.6;

export interface SheetOptions {
  /** Name of the paper, as its first line. */
  readonly title: string;
  readonly head: CaseHead;
  readonly content: Content[];
  /** Small, below the text of each page: what the paper is bound to. */
  readonly foot?: string | null;
}

/** One paper: its name, the docket below on the right, the text, its own page numbers. */
export function sheet({ title, head, content, foot = null }: SheetOptions): TDocumentDefinitions {
  const docket: Content[] =
    head.docket === null ? [] : [{ text: `卷号：${head.docket}`, alignment: 'right', fontSize: SIZES.cell, margin: [0, 0, 0, 6] }];
  return {
    pageSize: 'A4',
    pageMargins: MARGINS,
    info: { title: `${title} ${head.docket ?? ''}`.trim(), author: head.committee, producer: 'Shilian', creator: 'Shilian' },
    defaultStyle: { font: 'serif', fontSize: SIZES.text, lineHeight: 1.35 },
    footer: (page, pages) => ({
      stack: [
        { text: `第 ${page} 页　共 ${pages} 页`, alignment: 'center', fontSize: 9 },
        ...(foot === null ? [] : [{ text: foot, alignment: 'center', fontSize: 7, color: '#444444' } as const]),
      ],
      margin: [MARGINS[0], 22, MARGINS[2], 0],
    }),
    content: [
      { text: title, bold: true, fontSize: SIZES.title, alignment: 'center', lineHeight: 1.1, margin: [0, 0, 0, 12] },
      ...docket,
      ...content,
    ],
  };
}

/** Paragraphs that begin two characters in; blank lines are left out. @param size of the text, pt */
export function paragraphs(text: string, size: number = SIZES.text): Content[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ text: line, leadingIndent: 2 * size }));
}

/** A line in bold that begins a part. */
export function part(text: string): Content {
  return { text, bold: true, margin: [0, 8, 0, 2] };
}

/** A label in bold and what it labels. */
export function labelled(label: string, text: string): Content {
  return { text: [{ text: `${label}：`, bold: true }, text] };
}

/** One row of a form: label, value, label, value …, each with a width in pt or `*`. */
export type FormRow = readonly { readonly text: string; readonly width: number | '*'; readonly label?: boolean }[];

/** Rows of a form one below another, as one ruled table; each row has columns of its own. @param continued below another part of the form */
export function form(rows: readonly FormRow[], continued: boolean = false): Content[] {
  return rows.map((row, index) => ({
    table: {
      widths: row.map(({ width }) => width),
      body: [row.map(({ text, label }): TableCell => (label === true ? { text, alignment: 'center', bold: true } : { text }))],
    },
    layout: ruled(index === 0 && !continued),
    fontSize: SIZES.cell,
    lineHeight: 1.2,
  }));
}

/** A cell as high as a form leaves room, at least `minHeight` pt: what somebody writes at length. */
export function block(label: string, text: string, minHeight: number): Content {
  return {
    table: {
      widths: ['*'],
      heights: minHeight,
      body: [[{ stack: [{ text: label, bold: true, margin: [0, 0, 0, 2] }, ...paragraphs(text, SIZES.cell)] }]],
    },
    layout: ruled(false),
    fontSize: SIZES.cell,
    lineHeight: 1.35,
  };
}

/** A table with a head that is repeated on each page. */
export function list(head: readonly string[], widths: (number | '*')[], rows: readonly (readonly (string | Content)[])[]): Content {
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths,
      body: [head.map((text): TableCell => ({ text, bold: true, alignment: 'center' })), ...rows.map((row) => [...row])],
    },
    layout: ruled(true),
    fontSize: SIZES.cell,
    lineHeight: 1.2,
  };
}

/** Thin rules; the upper one only on the first of rows that lie one below another. */
function ruled(withTop: boolean) {
  return {
    hLineWidth: (line: number) => (line === 0 && !withTop ? 0 : THIN),
    vLineWidth: () => THIN,
    paddingTop: () => 4,
    paddingBottom: () => 4,
  };
}
