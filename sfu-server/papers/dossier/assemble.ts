import { createHash } from 'node:crypto';
import { type EmbeddedFont, PDF } from '@libpdf/core';
import { Refusal } from '../../protocol/errors.ts';
import type { IndexRow } from '../mediation/form.ts';
import { print } from '../print.ts';
import { bind } from './binding.ts';
import {
  type Dossier,
  type DossierOrder,
  type DossierPaper,
  type GivenFile,
  type ManifestLine,
  MOST_BYTES,
  MOST_PAGES,
  type UnboundFile,
} from './dossier.ts';
import { addOutline, addPageLabels, bookmarks } from './outline.ts';
import { numberFont, numberPage } from './stamp.ts';
import { layWatermark, watermarkPage } from './watermark.ts';

/**
 * Makes one dossier of many papers: cover, index, the papers with numbers that run through, bookmarks, back cover; and each file by
 * itself with its hash. Cover, index and back cover bear no number, as archives have it. A sealed paper is also attached as it is:
 * its pages in the dossier are a copy, which its seal does not reach.
 * @throws Refusal `paper.no_glyph`, `paper.unreadable`, `paper.encrypted`, `paper.too_large`
 */
export async function assemble(order: DossierOrder): Promise<Dossier> {
  const { cover, papers, checkedBy, watermark } = order;
  const head = { committee: cover.committee, docket: cover.docket, title: cover.title, disputeKind: cover.disputeKind };
  const bundle = new Bundle();
  for (const [index, paper] of papers.entries()) await bundle.add(paper, index + 1);
  const pages = bundle.document.getPageCount();
  const { document } = bundle;
  bundle.number();

  const first = await PDF.load(await print({ kind: 'mediation', form: 'cover', ...cover }));
  const index = await PDF.load(await print({ kind: 'mediation', form: 'index', ...head, rows: bundle.rows }));
  const { filedBy, filedAt } = cover;
  const last = await PDF.load(await print({ kind: 'mediation', form: 'backCover', ...head, pages, filedBy, checkedBy, filedAt }));
  await document.copyPagesFrom(first, all(first), { insertAt: 0 });
  await document.copyPagesFrom(index, all(index), { insertAt: 1 });
  await document.copyPagesFrom(last, all(last));

  const front = 1 + index.getPageCount();
  addPageLabels(document, front, pages);
  const papersAt = bundle.rows.map(({ name, pages: [number] }) => ({ title: name, page: front + number - 1 }));
  addOutline(document, bookmarks(papersAt, front + pages + 1));
  if (watermark !== null) {
    const mark = await watermarkPage(document, watermark);
    for (const page of document.getPages()) layWatermark(page, mark);
  }
  document.setTitle(`${cover.committee}调解卷宗 ${cover.docket ?? ''}`.trim());
  document.setAuthor(cover.committee);
  document.setProducer('Shilian');
  const pdf = await document.save({ subsetFonts: true });
  return { pdf, pages, files: bundle.files, rows: bundle.rows, lines: bundle.lines };
}

/** The papers of a dossier as they come in, one file at a time: no more than one source is open beside what is being made. */
class Bundle {
  readonly document = PDF.create();
  readonly rows: IndexRow[] = [];
  readonly files: { file: string; bytes: Uint8Array }[] = [];
  readonly lines: ManifestLine[] = [];
  #bytes = 0;

  async add(paper: DossierPaper, place: number): Promise<void> {
    const own: GivenFile[] =
      paper.kind === 'printed' ? [{ fileName: `${paper.name}.pdf`, bytes: await print({ kind: 'mediation', ...paper.paper }) }] : [];
    const before = this.document.getPageCount();
    const { beside = [], elsewhere = [] } = paper;
    const bound = [...own, ...paper.files];
    const alone = bound.length + beside.length === 1;
    const nameOf = ({ fileName }: GivenFile, index: number) =>
      `${String(place).padStart(2, '0')}-${alone ? '' : `${index + 1}-`}${safe(fileName)}`;
    for (const [index, file] of bound.entries()) await this.#addFile(file, nameOf(file, index));
    for (const [index, file] of beside.entries()) this.#addBeside(file, nameOf(file, bound.length + index));
    for (const { name, size, sha256, remark } of elsewhere) this.lines.push({ file: null, name, pages: null, bytes: size, sha256, remark });
    const after = this.document.getPageCount();
    if (after === before) throw new Refusal('paper.unreadable', `“${paper.name}” has no page.`);
    this.rows.push({ name: paper.name, pages: [before + 1, after], remark: paper.remark });
  }

  async #addFile(given: GivenFile, file: string): Promise<void> {
    const before = this.document.getPageCount();
    const line = this.#keep(given, file);
    await bind(this.document, given, MOST_PAGES);
    if (isSealed(given.bytes)) this.document.addAttachment(file, given.bytes, { mimeType: 'application/pdf' });
    this.lines.push({ ...line, pages: [before + 1, this.document.getPageCount()] });
  }

  #addBeside(given: UnboundFile, file: string): void {
    this.lines.push({ ...this.#keep(given, file), pages: null, remark: given.remark });
  }

  #keep({ fileName, bytes }: GivenFile, file: string) {
    this.#bytes += bytes.length;
    if (this.#bytes > MOST_BYTES)
      throw new Refusal('paper.too_large', `The dossier is larger than ${MOST_BYTES / 1024 / 1024} MB at “${fileName}”.`);
    this.files.push({ file, bytes });
    return { file, name: fileName, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  number(): void {
    const font: EmbeddedFont = numberFont(this.document);
    for (const [index, page] of this.document.getPages().entries()) numberPage(page, index + 1, font);
  }
}

function all(document: PDF): number[] {
  return Array.from({ length: document.getPageCount() }, (_, index) => index);
}

function isSealed(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return file.includes('/ByteRange') && file.includes('%PDF-');
}

/** As a name that every file system takes. */
function safe(fileName: string): string {
  const name = fileName.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+/, '_');
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  // 255 bytes is what file systems take; three a character, and room for the number.
  return `${[...stem].slice(0, 70).join('')}${ending.slice(0, 10)}`;
}
