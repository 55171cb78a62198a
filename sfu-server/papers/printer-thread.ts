import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import { minutesPaper } from './minutes-paper.ts';
import type { Paper, Printed, PrintOrder } from './paper.ts';
import { rollCallPaper } from './roll-call-paper.ts';

/** Papers embed the whole font's glyphs that they use; nothing is fetched, and nothing but the fonts is read. */
const FONTS = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
const REGULAR = join(FONTS, '400Regular/NotoSerifSC_400Regular.ttf');
const BOLD = join(FONTS, '700Bold/NotoSerifSC_700Bold.ttf');

pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path === REGULAR || path === BOLD);
pdfmake.setFonts({ serif: { normal: REGULAR, bold: BOLD, italics: REGULAR, bolditalics: BOLD } });

async function print(paper: Paper): Promise<Uint8Array> {
  const laidOut = paper.kind === 'rollCall' ? rollCallPaper(paper.sheet, paper.printedAt) : minutesPaper(paper);
  return pdfmake.createPdf(laidOut).getBuffer();
}

parentPort?.on('message', ({ id, paper }: PrintOrder) => {
  print(paper).then(
    (pdf) => parentPort?.postMessage({ id, pdf } satisfies Printed),
    (error: unknown) => parentPort?.postMessage({ id, failed: String(error) } satisfies Printed),
  );
});
