import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEAD, sampleForms } from '../sfu-server/papers/mediation/fixture.ts';
import { paperName } from '../sfu-server/papers/mediation/order.ts';
import { Printer } from '../sfu-server/papers/printer.ts';
import { launchBrowser } from './harness/browser.ts';
import { type DrawnPage, drawnByChromium, drawnByPoppler, fontsOf, inkOfOneAlone } from './harness/readers.ts';

let dir: string;
let file: string;
let pdf: Uint8Array;
let browser: Browser;
let poppler: DrawnPage[];
let chromium: DrawnPage[];
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-readers-'));
  const printer = new Printer();
  const [cover, ...forms] = sampleForms();
  if (cover?.form !== 'cover') throw new Error('The first paper is no cover.');
  const papers = forms.map((paper) => ({ kind: 'printed' as const, paper, name: paperName(paper.form), remark: '', files: [] }));
  ({ pdf } = await printer.assemble({ cover, papers, checkedBy: '赵立', watermark: null }));
  await printer.close();
  file = join(dir, 'dossier.pdf');
  writeFileSync(file, pdf);
  mkdirSync(join(dir, 'pages'));
  poppler = drawnByPoppler(file, join(dir, 'pages'));
  browser = await launchBrowser();
  chromium = await drawnByChromium(browser, pdf);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('a dossier of one paper of each form, read by two readers that share no code', () => {
  it('is drawn alike on every page: no character, line or signature is missing in one of them', () => {
    expect(chromium.map(({ width, height }) => [width, height])).toEqual(poppler.map(({ width, height }) => [width, height]));
    expect(poppler.length).toBeGreaterThan(18);
    const alone = poppler.map((page, index) => inkOfOneAlone(page, chromium[index] ?? page));
    expect(alone).toEqual(poppler.map(() => []));
  });

  it('would be found out if a single character were missing', () => {
    const [page] = poppler;
    if (page === undefined) throw new Error('There is no page.');
    const wiped = Uint8Array.from(page.darkness);
    const at = wiped.findIndex((dark) => dark > 200);
    const [x, y] = [at % page.width, Math.floor(at / page.width)];
    for (let row = y - 2; row < y + 22; row += 1) wiped.fill(0, row * page.width + x - 12, row * page.width + x + 14);
    expect(inkOfOneAlone(page, { ...page, darkness: wiped })).not.toEqual([]);
  });

  it('has all its fonts in it, and the text can be selected: rare characters of names, sums, the number', () => {
    const fonts = fontsOf(file);
    expect(fonts.length).toBeGreaterThan(2);
    expect(fonts.filter(({ embedded, unicode }) => !embedded || !unicode)).toEqual([]);
    const text = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).replaceAll(/\s/g, '');
    for (const words of ['张㛃', '李𡐓', '人民币壹万贰仟元整', HEAD.docket ?? '', HEAD.committee]) expect(text).toContain(words);
    expect(text).not.toContain('\ufffd');
  });
});
