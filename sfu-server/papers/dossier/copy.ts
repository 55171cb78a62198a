import { PDF } from '@libpdf/core';
import { Refusal } from '../../protocol/errors.ts';
import type { Watermark } from './dossier.ts';
import { layWatermark, watermarkPage } from './watermark.ts';

/** A copy of a dossier to be taken out. */
export interface CopyOrder {
  /** The dossier that is kept. */
  readonly pdf: Uint8Array;
  /** Pages of it that bear a number. */
  readonly numbered: number;
  readonly watermark: Watermark;
  /** First and last numbered page of what stays out. */
  readonly leaveOut: readonly (readonly [number, number])[];
  /** Lies in the copy as a file, so that what seals the copy also seals this. */
  readonly attached: { readonly name: string; readonly bytes: Uint8Array } | null;
}

/**
 * A copy of a dossier with who, when and why across each page. Seals of the original are not copied: they hold for it alone.
 * @throws Refusal `paper.no_glyph`, `paper.unreadable`
 */
export async function copyDossier({ pdf, numbered, watermark, leaveOut, attached }: CopyOrder): Promise<Uint8Array> {
  const source = await PDF.load(pdf).catch((cause: unknown) => {
    throw new Refusal('paper.unreadable', 'The dossier that is kept cannot be read.', { cause });
  });
  const total = source.getPageCount();
  // Cover and index before the numbered pages, the back cover behind them.
  const front = total - numbered - 1;
  const isOut = (index: number) => leaveOut.some(([first, last]) => index - front + 1 >= first && index - front + 1 <= last);
  const kept = Array.from({ length: total }, (_, index) => index).filter((index) => !isOut(index));
  const document = PDF.create();
  await document.copyPagesFrom(source, kept, { includeAnnotations: false });
  const mark = await watermarkPage(document, watermark);
  for (const page of document.getPages()) layWatermark(page, mark);
  if (attached !== null) document.addAttachment(attached.name, attached.bytes, { mimeType: 'application/json' });
  document.setProducer('Shilian');
  return document.save();
}
