import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { degrees, type EmbeddedFont, grayscale, type PDF, type PDFPage } from '@libpdf/core';

/** A small font with digits, embedded so that the numbers look the same everywhere; it comes with the PDF reader of the console. */
const DIGITS = join(
  dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')),
  'standard_fonts/LiberationSans-Regular.ttf',
);
const SIZE = 11;
/** From the upper and the right edge, pt. */
const INSET = { top: 30, right: 36 } as const;

/** The font of page numbers, once a document. */
export function numberFont(document: PDF): EmbeddedFont {
  return document.embedFont(readFileSync(DIGITS));
}

/** The number of a page within the dossier, in the upper right corner as the page is read, where archives have it. */
export function numberPage(page: PDFPage, number: number, font: EmbeddedFont): void {
  const text = String(number);
  const { x, y, turn } = upperRight(page, font.widthOfTextAtSize(text, SIZE));
  page.drawText(text, { x, y, size: SIZE, font, color: grayscale(0), rotate: degrees(turn) });
}

/** Where the text begins: pages that are shown turned have their upper right corner elsewhere. */
function upperRight(page: PDFPage, textWidth: number): { x: number; y: number; turn: number } {
  const { x, y, width, height } = page.getCropBox();
  switch (page.rotation) {
    case 0:
      return { x: x + width - INSET.right - textWidth, y: y + height - INSET.top, turn: 0 };
    case 90:
      return { x: x + INSET.top, y: y + height - INSET.right - textWidth, turn: 90 };
    case 180:
      return { x: x + INSET.right + textWidth, y: y + INSET.top, turn: 180 };
    case 270:
      return { x: x + width - INSET.top, y: y + INSET.right + textWidth, turn: 270 };
  }
}
