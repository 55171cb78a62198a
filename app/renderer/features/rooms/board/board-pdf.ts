import { PDF } from '@libpdf/core';

/** A page as a picture. */
export interface PagePicture {
  readonly jpeg: Uint8Array;
  /** Height by width. */
  readonly shape: number;
}

/** Short and long side of A4, points. */
const A4 = { short: 595, long: 842 } as const;

/** A PDF document of pictures, one a page, each as wide as A4 lying or standing. Rejects where one is no JPEG. */
export async function pdfOfPictures(title: string, pictures: AsyncIterable<PagePicture>): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = PDF.create();
  pdf.setTitle(title);
  for await (const { jpeg, shape } of pictures) {
    const width = shape > 1 ? A4.short : A4.long;
    const height = Math.round(width * shape);
    pdf.addPage({ width, height }).drawImage(pdf.embedJpeg(jpeg), { x: 0, y: 0, width, height });
  }
  return new Uint8Array(await pdf.save());
}
