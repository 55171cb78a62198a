import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';

const FONTS = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
const REGULAR = join(FONTS, '400Regular/NotoSerifSC_400Regular.ttf');

/** A PDF document with its font in it, a page for each of the lines. */
export async function pdfOf(lines: readonly string[]): Promise<Buffer> {
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path === REGULAR);
  pdfmake.setFonts({ serif: { normal: REGULAR } });
  const content = lines.map((text, at) => ({
    text,
    fontSize: 40,
    margin: [20, 60 + at * 200, 0, 0] as [number, number, number, number],
    pageBreak: at === 0 ? undefined : ('before' as const),
  }));
  return Buffer.from(await pdfmake.createPdf({ content, defaultStyle: { font: 'serif' } }).getBuffer());
}

/** A PDF document of one page as older office programs write them: it only names a Chinese font and the encoding of its text. */
export function pdfWithoutFonts(text: string): Buffer {
  const hex = [...text].map((letter) => (letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('');
  const drawing = `BT /F1 40 Tf 60 600 Td <${hex}> Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 7 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  ];
  let body = '%PDF-1.4\n';
  const starts: number[] = [];
  objects.forEach((object, at) => {
    starts.push(body.length);
    body += `${at + 1} 0 obj\n${object}\nendobj\n`;
  });
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.from(
    `${body}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
  );
}
