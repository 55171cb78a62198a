import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { z } from 'zod';

/** A page as a reader has drawn it: darkness of each pixel, 0 (white) to 255, line by line. */
export interface DrawnPage {
  readonly width: number;
  readonly height: number;
  readonly darkness: Uint8Array;
}

/** Dots an inch; a character of a paper is some twelve pixels high. */
const RESOLUTION = 72;
const PDFJS = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'build');
const ORIGIN = 'http://reader.invalid';

/** Every page as poppler draws it. @param dir empty, for its pictures */
export function drawnByPoppler(file: string, dir: string): DrawnPage[] {
  execFileSync('pdftoppm', ['-r', String(RESOLUTION), '-gray', file, join(dir, 'page')], { stdio: ['ignore', 'ignore', 'inherit'] });
  return readdirSync(dir)
    .filter((name) => name.endsWith('.pgm'))
    .sort()
    .map((name) => pageOfPgm(readFileSync(join(dir, name))));
}

/** Netpbm's P5 with one byte a pixel. */
function pageOfPgm(picture: Buffer): DrawnPage {
  const [head, width = 0, height = 0] = /^P5\s(\d+) (\d+)\s255\s/.exec(picture.toString('latin1', 0, 40)) ?? [''];
  const [w, h] = [Number(width), Number(height)];
  return { width: w, height: h, darkness: picture.subarray(head.length, head.length + w * h).map((light) => 255 - light) };
}

const drawnSchema = z.object({ width: z.number(), height: z.number(), base64: z.string() });

/** Every page as Chromium draws it with the reader of the console (pdf.js), which shares no code with poppler. */
export async function drawnByChromium(browser: Browser, pdf: Uint8Array): Promise<DrawnPage[]> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.route(`${ORIGIN}/**`, (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      if (name === '') return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
      if (name === 'file.pdf') return route.fulfill({ contentType: 'application/pdf', body: Buffer.from(pdf) });
      return route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(PDFJS, name)) });
    });
    await page.goto(`${ORIGIN}/`);
    await page.evaluate(`(async () => {
      const pdfjs = await import('${ORIGIN}/pdf.mjs');
      pdfjs.GlobalWorkerOptions.workerSrc = '${ORIGIN}/pdf.worker.mjs';
      globalThis.opened = await pdfjs.getDocument({ url: '${ORIGIN}/file.pdf', useSystemFonts: false }).promise;
    })()`);
    const pages = z.number().parse(await page.evaluate('globalThis.opened.numPages'));
    const drawn: DrawnPage[] = [];
    for (let number = 1; number <= pages; number += 1) {
      const { width, height, base64 } = drawnSchema.parse(
        await page.evaluate(`(async () => {
          const page = await globalThis.opened.getPage(${number});
          const viewport = page.getViewport({ scale: ${RESOLUTION / 72} });
          const canvas = document.createElement('canvas');
          canvas.width = Math.ceil(viewport.width);
          canvas.height = Math.ceil(viewport.height);
          await page.render({ canvas, viewport, background: '#fff' }).promise;
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          let dark = '';
          for (let at = 0; at < data.length; at += 4) dark += String.fromCharCode(255 - Math.round((data[at] + data[at + 1] + data[at + 2]) / 3));
          return { width: canvas.width, height: canvas.height, base64: btoa(dark) };
        })()`),
      );
      drawn.push({ width, height, darkness: Buffer.from(base64, 'base64') });
    }
    return drawn;
  } finally {
    await context.close();
  }
}

/** A square this large lies within a character, pixels. */
const SQUARE = 6;
/** Readers place and smooth lines a little differently, pixels. */
const SLACK = 2;
/** A square is inked with so much darkness on the average, and is empty where no pixel has as much. */
const INKED = 60;
const EMPTY = 40;

/** Where one page has ink and the other has none: the middles of such squares, as the pages are read. */
export function inkOfOneAlone(a: DrawnPage, b: DrawnPage): { readonly x: number; readonly y: number }[] {
  return [...missing(a, b), ...missing(b, a)];
}

function missing(from: DrawnPage, other: DrawnPage): { x: number; y: number }[] {
  const found: { x: number; y: number }[] = [];
  for (let y = 0; y + SQUARE <= from.height; y += SQUARE) {
    for (let x = 0; x + SQUARE <= from.width; x += SQUARE) {
      if (mean(from, x, y) > INKED && darkest(other, x, y) < EMPTY) found.push({ x: x + SQUARE / 2, y: y + SQUARE / 2 });
    }
  }
  return found;
}

function mean({ width, darkness }: DrawnPage, left: number, top: number): number {
  let sum = 0;
  for (let y = top; y < top + SQUARE; y += 1) for (let x = left; x < left + SQUARE; x += 1) sum += darkness[y * width + x] ?? 0;
  return sum / SQUARE ** 2;
}

function darkest({ width, height, darkness }: DrawnPage, left: number, top: number): number {
  let most = 0;
  for (let y = Math.max(0, top - SLACK); y < Math.min(height, top + SQUARE + SLACK); y += 1) {
    for (let x = Math.max(0, left - SLACK); x < Math.min(width, left + SQUARE + SLACK); x += 1)
      most = Math.max(most, darkness[y * width + x] ?? 0);
  }
  return most;
}

const fontSchema = z.object({ name: z.string(), embedded: z.boolean(), subset: z.boolean(), unicode: z.boolean() });

/** The fonts of a PDF as poppler lists them. */
export function fontsOf(file: string): z.infer<typeof fontSchema>[] {
  const [, , ...rows] = execFileSync('pdffonts', [file], { encoding: 'utf8' }).trimEnd().split('\n');
  return rows.map((row) => {
    const [, name, , emb, sub, uni] = /^(\S+)\s+(.+?)\s+(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$/.exec(row) ?? [];
    return fontSchema.parse({ name, embedded: emb === 'yes', subset: sub === 'yes', unicode: uni === 'yes' });
  });
}
