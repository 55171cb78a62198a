import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchBrowser } from '../e2e/harness/browser.ts';
import { drawnByChromium, drawnByPoppler, inkOfOneAlone } from '../e2e/harness/readers.ts';
import type { DossierOrder } from '../sfu-server/papers/dossier/dossier.ts';
import { sampleForms } from '../sfu-server/papers/mediation/fixture.ts';
import { paperName } from '../sfu-server/papers/mediation/order.ts';
import { Printer } from '../sfu-server/papers/printer.ts';
import { resultLine, spread } from './harness/figures.ts';

const RUNS = 5;
/** Lines of the record that make a dossier of about sixty pages with all other papers. */
const RECORD_LINES = 860;
const PAGES = { least: 60, most: 70 } as const;
/** Words that have to be found in the text, rare characters of names among them. */
const WORDS = ['张㛃', '李𡐓', '人民币壹万贰仟元整', '(2026)晶人调字第1号'];

/** A dossier of sixty pages with Chinese text and signatures, printed and put together in the printing thread; read by poppler and by Chromium. @returns the result line */
export async function run(): Promise<string> {
  const printer = new Printer();
  const dir = mkdtempSync(path.join(tmpdir(), 'shilian-dossier-'));
  try {
    const order = sixtyPages();
    // Loaded while somebody looks at what would be filed.
    const warming = performance.now();
    await printer.warm();
    const warmMs = performance.now() - warming;
    const cold = await timed(printer, order);
    const warm = [];
    for (let count = 0; count < RUNS; count += 1) warm.push(await timed(printer, order));
    const file = path.join(dir, 'dossier.pdf');
    writeFileSync(file, cold.pdf);
    const pages = await read(file, dir);
    return resultLine('dossier', {
      pages: { value: pages },
      warm_ms: { value: Math.round(warmMs) },
      first_ms: { value: Math.round(cold.ms) },
      dossier_ms: spread(warm.map(({ ms }) => ms)),
      cpu_ms: spread(warm.map(({ cpuMs }) => cpuMs)),
      megabytes: { value: Math.round(cold.pdf.length / 10_000) / 100 },
    });
  } finally {
    await printer.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

function sixtyPages(): DossierOrder {
  const [cover, ...forms] = sampleForms(RECORD_LINES);
  if (cover?.form !== 'cover') throw new Error('The first paper is no cover.');
  const papers = forms.map((paper) => ({ kind: 'printed' as const, paper, name: paperName(paper.form), remark: '', files: [] }));
  return { cover, papers, checkedBy: null, watermark: null };
}

async function timed(printer: Printer, order: DossierOrder): Promise<{ ms: number; cpuMs: number; pdf: Uint8Array }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { pdf } = await printer.assemble(order);
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - start, cpuMs: (user + system) / 1000, pdf };
}

/** Opens the dossier with two readers of other hands, poppler and pdf.js in Chromium: they draw every page alike, and the text can be taken out. @returns pages */
async function read(file: string, dir: string): Promise<number> {
  const text = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).replaceAll(/\s/g, '');
  for (const word of WORDS) if (!text.includes(word)) throw new Error(`pdftotext does not find ${word}.`);
  const pages = path.join(dir, 'pages');
  mkdirSync(pages);
  const drawn = drawnByPoppler(file, pages);
  for (const [index, { darkness }] of drawn.entries())
    if (!darkness.some((dark) => dark > 127)) throw new Error(`Page ${index + 1} is drawn empty.`);
  if (drawn.length < PAGES.least || drawn.length > PAGES.most) throw new Error(`The dossier has ${drawn.length} pages.`);
  const browser = await launchBrowser();
  try {
    const again = await drawnByChromium(browser, readFileSync(file));
    for (const [index, page] of drawn.entries()) {
      const other = again[index];
      if (other === undefined || inkOfOneAlone(page, other).length > 0)
        throw new Error(`Page ${index + 1} is not drawn alike by both readers.`);
    }
  } finally {
    await browser.close();
  }
  return drawn.length;
}
