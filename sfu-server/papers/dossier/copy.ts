import { PDF } from '@libpdf/core';
import { Refusal } from '../../protocol/errors.ts';
import type { Index } from '../mediation/form.ts';
import { print } from '../print.ts';
import type { Watermark } from './dossier.ts';
import { addOutline, bookmarks } from './outline.ts';
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
  /** Bookmarks of what stays in, by the numbers of the dossier. */
  readonly lines: readonly { readonly name: string; readonly pages: readonly [number, number] }[];
  /** Printed in place of the dossier's own index, which names also what stays out; null where nothing does. */
  readonly index: Index | null;
  /** Lies in the copy as a file, so that what seals the copy also seals this. */
  readonly attached: { readonly name: string; readonly bytes: Uint8Array } | null;
}

/**
 * A copy of a dossier with who, when and why across each page. Seals of the original are not copied: they hold for it alone.
 * @throws Refusal `paper.no_glyph`, `paper.unreadable`
 */
export async function copyDossier({ pdf, numbered, watermark, leaveOut, lines, index, attached }: CopyOrder): Promise<Uint8Array> {
  const source = await PDF.load(pdf).catch((cause: unknown) => {
    throw new Refusal('paper.unreadable', 'The dossier that is kept cannot be read.', { cause });
  });
  const total = source.getPageCount();
  // Cover and index before the numbered pages, the back cover behind them.
  const front = total - numbered - 1;
  const isOut = (at: number) =>
    (index !== null && at > 0 && at < front) || leaveOut.some(([first, last]) => at - front + 1 >= first && at - front + 1 <= last);
  const kept = Array.from({ length: total }, (_, at) => at).filter((at) => !isOut(at));
  const document = PDF.create();
  await document.copyPagesFrom(source, kept, { includeAnnotations: false });
  const inserted = index === null ? 0 : await insertIndex(document, index);
  const there = lines.flatMap(({ name, pages: [first] }) => {
    const at = kept.indexOf(front + first - 1);
    return at < 0 ? [] : [{ title: name, page: at + inserted }];
  });
  addOutline(document, bookmarks(there, document.getPageCount()));
  const mark = await watermarkPage(document, watermark);
  for (const page of document.getPages()) layWatermark(page, mark);
  if (attached !== null) document.addAttachment(attached.name, attached.bytes, { mimeType: 'application/json' });
  document.setProducer('Shilian');
  return document.save();
}

/** @returns its pages */
async function insertIndex(document: PDF, index: Index): Promise<number> {
  const own = await PDF.load(await print({ kind: 'mediation', form: 'index', ...index }));
  const pages = Array.from({ length: own.getPageCount() }, (_, at) => at);
  await document.copyPagesFrom(own, pages, { insertAt: 1 });
  return pages.length;
}
