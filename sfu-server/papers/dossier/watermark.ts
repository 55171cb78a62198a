import { PDF, type PDFEmbeddedPage, type PDFPage } from '@libpdf/core';
import { Refusal } from '../../protocol/errors.ts';
import { countyDate, countyTime } from '../county-time.ts';
import { writerOf } from '../glyphs/coverage.ts';
import { FAMILIES, openFace } from '../glyphs/fonts.ts';
import { render } from '../print.ts';
import type { Watermark } from './dossier.ts';

/** A page that shows who took this copy, when and why, to be laid over each page. @throws Refusal `paper.no_glyph` */
export async function watermarkPage(document: PDF, { who, when, why }: Watermark): Promise<PDFEmbeddedPage> {
  const text = `${who}　${countyDate(when)} ${countyTime(when)}　${why}`;
  const pdf = await render({
    pageSize: 'A4',
    defaultStyle: { font: 'serif' },
    content: [' '],
    watermark: { text, font: familyFor(text), color: '#777777', opacity: 0.22, angle: -40, fontSize: 22 },
  });
  return document.embedPage(await PDF.load(pdf), 0);
}

/** Lays the watermark over a page of any size. */
export function layWatermark(page: PDFPage, mark: PDFEmbeddedPage): void {
  const { x, y, width, height } = page.getCropBox();
  page.drawPage(mark, { x, y, width, height });
}

/** pdfmake sets a watermark in one font: the first that has all of it. */
function familyFor(text: string): string {
  const characters = [...text].filter((character) => /\S/.test(character));
  for (const character of characters) writerOf(character);
  const family = FAMILIES.find(({ regular }) => characters.every((one) => openFace(regular).hasGlyphForCodePoint(one.codePointAt(0) ?? 0)));
  if (family === undefined) throw new Refusal('paper.no_glyph', 'No one font here has all characters of the watermark.');
  return family.name;
}
