import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { FAMILIES } from './glyphs/fonts.ts';
import { markOf, openFacesOnce } from './glyphs/opened-once.ts';
import { setInFonts } from './glyphs/set-in-fonts.ts';
import { mediationPaper } from './mediation/mediation-paper.ts';
import { minutesPaper } from './minutes-paper.ts';
import type { Paper } from './paper.ts';
import { readablePictures } from './pictures.ts';
import { rollCallPaper } from './roll-call-paper.ts';

openFacesOnce(pdfmake);
// Papers embed the glyphs that they use; nothing is fetched, and no file is read but the fonts, which are open.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => false);
pdfmake.setFonts(
  Object.fromEntries(
    FAMILIES.map(({ name, regular, bold }) => [
      name,
      { normal: markOf(regular), bold: markOf(bold), italics: markOf(regular), bolditalics: markOf(bold) },
    ]),
  ),
);

/** The paper as PDF. @throws Refusal `paper.no_glyph`, `paper.unreadable`; an Error where a line to sign on is not on the printed paper */
export async function print(paper: Paper): Promise<Uint8Array> {
  const pdf = await render(layOut(paper));
  // Loaded with the first paper that is signed: lists and minutes need nothing of it.
  if (paper.kind === 'mediation') await (await import('./mediation/shown-hands.ts')).mustShowHands(pdf, paper);
  return pdf;
}

/** A laid-out paper as PDF. @throws Refusal `paper.no_glyph`, `paper.unreadable` */
export async function render(laidOut: TDocumentDefinitions): Promise<Uint8Array> {
  readablePictures(laidOut.content);
  return pdfmake.createPdf(setInFonts(laidOut)).getBuffer();
}

function layOut(paper: Paper): TDocumentDefinitions {
  switch (paper.kind) {
    case 'rollCall':
      return rollCallPaper(paper.sheet, paper.printedAt);
    case 'minutes':
      return minutesPaper(paper);
    case 'mediation':
      return mediationPaper(paper);
  }
}
