import { createHash } from 'node:crypto';
import { PDF } from '@libpdf/core';
import { createCanvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEAD, hand, NINE, sampleForms } from '../mediation/fixture.ts';
import { paperName } from '../mediation/order.ts';
import { Printer } from '../printer.ts';
import type { Dossier, DossierOrder, DossierPaper, GivenFile } from './dossier.ts';

const printer = new Printer();
const [cover, ...forms] = sampleForms();
const scan: GivenFile = { fileName: '院墙/照片.png', bytes: Buffer.from(hand(3).split(',')[1] ?? '', 'base64') };
afterAll(() => printer.close());

const printed = (names: readonly string[], files: readonly GivenFile[] = []): DossierPaper[] =>
  forms
    .filter(({ form }) => names.includes(form))
    .map((paper) => ({ kind: 'printed', paper, name: paperName(paper.form), remark: '', files: paper.form === 'evidence' ? files : [] }));

function orderOf(papers: readonly DossierPaper[], watermark: DossierOrder['watermark'] = null): DossierOrder {
  if (cover?.form !== 'cover') throw new Error('No cover.');
  return { cover, papers, checkedBy: '陈敬', watermark };
}

const given = (fileName: string, bytes: Uint8Array): DossierPaper => ({
  kind: 'given',
  name: '材料',
  remark: '',
  files: [{ fileName, bytes }],
});

/** As a reader other than the one that made it sees it. */
async function readBy(pdf: Uint8Array) {
  const document = await getDocument({ data: Uint8Array.from(pdf), useSystemFonts: false, verbosity: 0 }).promise;
  const texts: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    texts.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
  }
  return { texts, outline: await document.getOutline(), labels: await document.getPageLabels() };
}

async function blankPdf(pages: number): Promise<Uint8Array> {
  const document = PDF.create();
  for (let page = 0; page < pages; page += 1) document.addPage({ size: 'a4' });
  return document.save();
}

describe('a dossier', () => {
  let dossier: Dossier;
  let seen: Awaited<ReturnType<typeof readBy>>;
  beforeAll(async () => {
    dossier = await printer.assemble(orderOf(printed(['application', 'evidence', 'agreement'], [scan])));
    seen = await readBy(dossier.pdf);
  });

  it('has cover, index, papers and back cover in this order, with text that can be read out', () => {
    expect(seen.texts).toHaveLength(dossier.pages + 3);
    expect(seen.texts[0]).toContain(HEAD.docket);
    expect(seen.texts[1]).toMatch(/人民调解申请书.*人民调解证据材料.*人民调解协议书/);
    expect(seen.texts[2]).toContain('张㛃');
    expect(seen.texts.at(-1)).toContain(`本卷宗共 ${dossier.pages} 页`);
  });

  it('numbers its papers through, and neither cover nor index nor back cover', () => {
    const numbered = seen.texts.slice(2, -1);
    expect(numbered.map((text) => /\d+$/.exec(text)?.[0])).toEqual(
      numbered.map((_, index) => expect.stringMatching(new RegExp(`${index + 1}$`))),
    );
    expect(seen.labels?.slice(0, 4)).toEqual(['封面', '目录 i', '1', '2']);
    expect(seen.labels?.at(-1)).toMatch(/^封底/);
  });

  it('leads to each paper with a bookmark', () => {
    expect(seen.outline.map(({ title }: { title: string }) => title)).toEqual([
      '封面',
      '卷内目录',
      '人民调解申请书',
      '人民调解证据材料',
      '人民调解协议书',
      '封底',
    ]);
  });

  it('comes with each file and its hash', () => {
    expect(dossier.lines.map(({ file }) => file)).toEqual([
      '01-人民调解申请书.pdf',
      '02-1-人民调解证据材料.pdf',
      '02-2-院墙_照片.png',
      '03-人民调解协议书.pdf',
    ]);
    const hashes = dossier.files.map(({ file, bytes }) => [file, createHash('sha256').update(bytes).digest('hex')]);
    expect(dossier.lines.map(({ file, sha256 }) => [file, sha256])).toEqual(hashes);
  });
});

it('shows on each page of a copy who took it, when and why', async () => {
  const watermark = { who: '赵立', when: NINE, why: '当事人申请查阅' };
  const { pdf } = await printer.assemble(orderOf(printed(['note']), watermark));
  const { texts } = await readBy(pdf);
  for (const text of texts) expect(text.replaceAll(/\s/g, '')).toContain('赵立2026年11月22日09:00:00当事人申请查阅');
});

/** A scan as machines write it: each page one JPEG of its own. */
async function scannedPdf(pages: number): Promise<Uint8Array> {
  const canvas = createCanvas(1240, 1754);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (let line = 0; line < 900; line += 1) {
    context.fillStyle = `rgb(${(line * 37) % 200} ${(line * 61) % 200} ${(line * 89) % 200})`;
    context.fillRect((line * 7919) % 1200, (line * 104_729) % 1700, 14, 9);
  }
  const picture = canvas.toBuffer('image/jpeg', 80);
  const document = PDF.create();
  for (let page = 0; page < pages; page += 1) {
    // A comment of its own makes it another picture.
    const own = Buffer.concat([picture.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, 4, page >> 8, page & 255]), picture.subarray(2)]);
    const image = document.embedImage(own);
    document.addPage({ size: 'a4' }).drawImage(image, { x: 0, y: 0, width: 595, height: 842 });
  }
  return document.save();
}

it('takes a scan of 300 pages as it is, within a small multiple of its size', async () => {
  const bytes = await scannedPdf(300);
  expect(bytes.length).toBeGreaterThan(20_000_000);
  const before = process.resourceUsage().maxRSS;
  const file = { fileName: '扫描.pdf', bytes };
  expect(await printer.pagesBound(file)).toBe(300);
  const { pages, pdf } = await printer.assemble(orderOf([given('扫描.pdf', bytes)]));
  const grownMb = (process.resourceUsage().maxRSS - before) / 1024;
  expect(pages).toBe(300);
  expect(pdf.length).toBeGreaterThan(bytes.length);
  expect(grownMb).toBeLessThan(250 + (9 * bytes.length) / 1_000_000);
}, 60_000);

describe('bad papers', () => {
  it.each([
    ['a file of noise', '坏.pdf', Buffer.from('noise'), 'paper.unreadable'],
    ['a PDF of nothing', '空.pdf', Buffer.from('%PDF-1.7\nnothing'), 'paper.unreadable'],
    ['half a PNG', '半.png', scan.bytes.subarray(0, 300), 'paper.unreadable'],
  ])('%s is refused by its name', async (_, fileName, bytes, code) => {
    await expect(printer.assemble(orderOf([given(fileName, bytes)]))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(fileName),
    });
  });

  it('a PDF with a password is refused by its name', async () => {
    const document = await PDF.load(await blankPdf(1));
    document.setProtection({ userPassword: 'secret', ownerPassword: 'more' });
    const bytes = await document.save();
    await expect(printer.assemble(orderOf([given('密.pdf', bytes)]))).rejects.toMatchObject({
      code: 'paper.encrypted',
      message: expect.stringContaining('密.pdf'),
    });
  });

  it('more pages than a volume has are refused', async () => {
    const bytes = await blankPdf(1001);
    await expect(printer.assemble(orderOf([given('一.pdf', bytes), given('二.pdf', bytes)]))).rejects.toMatchObject({
      code: 'paper.too_large',
    });
  });

  it('leave the printer as it was', async () => {
    await expect(printer.assemble(orderOf([given('坏.pdf', Buffer.from('x'))]))).rejects.toThrow();
    expect((await printer.assemble(orderOf(printed(['note'])))).pages).toBe(1);
  });
});
