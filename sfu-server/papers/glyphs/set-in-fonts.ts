import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { runsOf } from './coverage.ts';
import { FAMILIES } from './fonts.ts';

/** Where pdfmake's nodes hold what is shown. */
const HOLDERS = ['text', 'stack', 'columns', 'ul', 'ol'] as const;

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
  if (typeof node === 'string') return runs(node);
  if (Array.isArray(node)) return node.map(set);
  if (typeof node !== 'object' || node === null) return node;
  const copy: Record<string, unknown> = { ...node };
  for (const holder of HOLDERS) {
    const held = copy[holder];
    if (held === undefined) continue;
    // A node whose text is one string keeps it as its own; a string that is a node of its own becomes one.
    copy[holder] = holder === 'text' && typeof held === 'string' ? partsOf(held) : set(held);
  }
  const { table } = copy;
  if (typeof table === 'object' && table !== null && 'body' in table) copy.table = { ...table, body: set(table.body) };
  return copy;
}

function runs(text: string): unknown {
  const parts = partsOf(text);
  return typeof parts === 'string' ? parts : { text: parts };
}

function partsOf(text: string): string | { text: string; font?: string }[] {
  const all = runsOf(text);
  const first = FAMILIES[0];
  if (all.every(({ family }) => family === first)) return all.map((run) => run.text).join('');
  return all.map((run) => (run.family === first ? { text: run.text } : { text: run.text, font: run.family.name }));
}
