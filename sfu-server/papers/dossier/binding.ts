import { PDF } from '@libpdf/core';
import { Refusal } from '../../protocol/errors.ts';
import type { GivenFile } from './dossier.ts';
import { sheetsOf } from './sheets.ts';

/**
 * Puts the pages of a file behind those of a document.
 * @throws Refusal `paper.unreadable`, `paper.encrypted`, `paper.too_large` where they would be more than `mostPages`, each naming the file
 */
export async function bind(document: PDF, given: GivenFile, mostPages: number): Promise<void> {
  const source = await sheetsOf(given);
  const pages = source.getPageCount();
  if (document.getPageCount() + pages > mostPages) {
    throw new Refusal('paper.too_large', `The dossier has more than ${mostPages} pages at “${given.fileName}”.`);
  }
  try {
    // What was filled into a form is to be seen on the copy; fields and links of it are not.
    if (source.hasForm()) source.flattenAll();
    const all = Array.from({ length: pages }, (_, index) => index);
    await document.copyPagesFrom(source, all, { includeAnnotations: false });
  } catch (cause) {
    throw new Refusal('paper.unreadable', `“${given.fileName}” is damaged: its pages cannot be taken over.`, { cause });
  }
}

/** How many pages a file has once it is bound, found by binding it alone. @throws Refusal as `bind` */
export async function pagesBound(given: GivenFile, mostPages: number): Promise<number> {
  const document = PDF.create();
  await bind(document, given, mostPages);
  try {
    // What is broken deep within shows only when it is written.
    await document.save();
  } catch (cause) {
    throw new Refusal('paper.unreadable', `“${given.fileName}” is damaged: its pages cannot be written.`, { cause });
  }
  return document.getPageCount();
}
