import { type PDF, PdfArray, PdfDict, PdfName, PdfNull, PdfNumber, type PdfRef, PdfString } from '@libpdf/core';

/** A bookmark: its words and the page that it leads to, from 0. */
export interface Bookmark {
  readonly title: string;
  readonly page: number;
}

/** Those of a dossier: cover, index, each paper, back cover. @param pages of all */
export function bookmarks(papers: readonly Bookmark[], pages: number): Bookmark[] {
  return [{ title: '封面', page: 0 }, { title: '卷内目录', page: 1 }, ...papers, { title: '封底', page: pages - 1 }];
}

/** Bookmarks of one level, shown as the dossier is opened (ISO 32000-1, 12.3.3). */
export function addOutline(document: PDF, bookmarks: readonly Bookmark[]): void {
  const root = PdfDict.of({ Type: PdfName.of('Outlines'), Count: PdfNumber.of(bookmarks.length) });
  const rootRef = document.register(root);
  const items = bookmarks.map(({ title, page }): [PdfDict, PdfRef] => {
    const target = document.getPage(page);
    if (target === null) throw new Error(`There is no page ${page}.`);
    const to = PdfArray.of(target.ref, PdfName.of('XYZ'), PdfNull.instance, PdfNull.instance, PdfNull.instance);
    const item = PdfDict.of({ Title: PdfString.fromString(title), Parent: rootRef, Dest: to });
    return [item, document.register(item)];
  });
  items.forEach(([item], index) => {
    const [before, after] = [items[index - 1]?.[1], items[index + 1]?.[1]];
    if (before !== undefined) item.set('Prev', before);
    if (after !== undefined) item.set('Next', after);
  });
  const [first, last] = [items[0]?.[1], items.at(-1)?.[1]];
  if (first === undefined || last === undefined) return;
  root.set('First', first);
  root.set('Last', last);
  const catalog = document.getCatalog();
  catalog.set('Outlines', rootRef);
  catalog.set('PageMode', PdfName.of('UseOutlines'));
}

/** What a reader calls the pages: those before the papers by their names, the papers by the number that they bear. */
export function addPageLabels(document: PDF, front: number, numbered: number): void {
  const labels = PdfArray.of(
    PdfNumber.of(0),
    PdfDict.of({ P: PdfString.fromString('封面') }),
    PdfNumber.of(1),
    PdfDict.of({ S: PdfName.of('r'), P: PdfString.fromString('目录 ') }),
    PdfNumber.of(front),
    PdfDict.of({ S: PdfName.of('D') }),
    PdfNumber.of(front + numbered),
    PdfDict.of({ P: PdfString.fromString('封底') }),
  );
  document.getCatalog().set('PageLabels', PdfDict.of({ Nums: labels }));
}
