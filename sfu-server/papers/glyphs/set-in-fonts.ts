import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { runsOf } from './coverage.ts';
import { FAMILIES } from './fonts.ts';

/** Where pdfmake's nodes hold what is shown. */
const HOLDERS = ['text', 'stack', 'columns', 'ul', 'ol'] as const;

/** What pdfmake would look for through all styles at each word, which for Chinese is each character; no paper here has any of it set around a text. */
const PLAIN = {
  italics: false,
  characterSpacing: 0,
  decoration: '',
  background: '',
  linkToPage: 0,
  linkToDestination: '',
  noWrap: false,
  opacity: 1,
  sup: false,
  sub: false,
  preserveLeadingSpaces: false,
  preserveTrailingSpaces: false,
} as const;
/** What a text says of itself: pdfmake takes the parts out of it, and they would lose it. */
const STYLES = ['bold', 'color', 'fontSize', 'lineHeight', 'decoration'] as const;

interface Part {
  readonly text: string;
  readonly font?: string | undefined;
}

/**
 * The paper with each text in fonts that have its characters.
 * @throws Refusal `paper.no_glyph` where a character is in no font
 */
export function setInFonts(paper: TDocumentDefinitions): TDocumentDefinitions {
  const { footer, header } = paper;
  return {
    ...paper,
    content: set(paper.content) as Content,
    ...(typeof footer === 'function' ? { footer: (page, pages, size) => set(footer(page, pages, size)) as Content } : {}),
    ...(typeof header === 'function' ? { header: (page, pages, size) => set(header(page, pages, size)) as Content } : {}),
  };
}

function set(node: unknown): unknown {
  if (typeof node === 'string') return { text: partsOf(node) };
  if (Array.isArray(node)) return node.map(set);
  if (typeof node !== 'object' || node === null) return node;
  const copy: Record<string, unknown> = { ...node };
  for (const holder of HOLDERS) {
    const held = copy[holder];
    if (held === undefined) continue;
    copy[holder] = holder === 'text' && typeof held === 'string' ? partsOf(held, copy) : set(held);
  }
  const { table } = copy;
  if (typeof table === 'object' && table !== null && 'body' in table) copy.table = { ...table, body: set(table.body) };
  return copy;
}

function partsOf(text: string, node: Readonly<Record<string, unknown>> = {}): Part[] {
  const all = runsOf(text);
  const first = FAMILIES[0];
  const style = Object.fromEntries(STYLES.flatMap((name) => (node[name] === undefined ? [] : [[name, node[name]]])));
  const parts = all.length === 0 ? [{ text: '', family: first }] : all;
  return parts.map((run) => ({ ...PLAIN, ...style, text: run.text, ...(run.family === first ? {} : { font: run.family?.name }) }));
}
