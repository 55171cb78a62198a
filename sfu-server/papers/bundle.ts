import { PDF } from '@libpdf/core';
import { Refusal } from '../protocol/errors.ts';
import { bind } from './dossier/binding.ts';
import { type GivenFile, MOST_PAGES } from './dossier/dossier.ts';
import { isPdf, sheetsOf } from './dossier/sheets.ts';

/**
 * Files as one PDF, in their order. A single PDF stays byte for byte what it is, with whatever seal it bears.
 * @throws Refusal `paper.unreadable`, `paper.encrypted`, `paper.too_large`
 */
export async function bundle(files: readonly GivenFile[]): Promise<Uint8Array> {
  const [first] = files;
  if (files.length === 1 && first !== undefined && isPdf(first.bytes)) {
    await sheetsOf(first);
    return first.bytes;
  }
  const document = PDF.create();
  for (const file of files) await bind(document, file, MOST_PAGES);
  return document.save();
}

/** @throws Refusal `paper.unreadable` */
export async function pageCount(pdf: Uint8Array): Promise<number> {
  const document = await PDF.load(pdf).catch((cause: unknown) => {
    throw new Refusal('paper.unreadable', 'This is no PDF.', { cause });
  });
  return document.getPageCount();
}
