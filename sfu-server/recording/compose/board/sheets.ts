import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Canvas, createCanvas, loadImage } from '@napi-rs/canvas';
import { type BoardMediaType, PAGE_WIDTH, WHITE_HEIGHT } from '../../../protocol/board.ts';
import type { Size } from '../picture.ts';

/** A page is at most so many times higher than wide, as on the screens. */
const MOST_SHAPE = 4;
/** Pages of a document that were rendered and are kept: a presenter goes back and forth. */
const KEPT_PAGES = 8;

/** Pages that can be made pictures. */
export interface Sheets {
  /** A page in the largest size within `most`. */
  render(page: number, most: Size): Promise<Canvas>;
  close(): Promise<void>;
}

/** White pages. */
export const WHITE: Sheets = {
  render: async (_page, most) => blank(fitting(WHITE_HEIGHT / PAGE_WIDTH, most)),
  close: async () => undefined,
};

/** Opens a document that was shown. Rejects where it is none, or cannot be read. */
export async function openSheets(path: string, mediaType: BoardMediaType): Promise<Sheets> {
  return kept(mediaType === 'application/pdf' ? await openPdf(path) : await openPicture(path));
}

async function openPicture(path: string): Promise<Sheets> {
  const picture = await loadImage(path);
  return {
    render: async (_page, most) => {
      const sheet = blank(fitting(picture.height / picture.width, most));
      sheet.getContext('2d').drawImage(picture, 0, 0, sheet.width, sheet.height);
      return sheet;
    },
    close: async () => undefined,
  };
}

/** Scripts in it are not run. */
async function openPdf(path: string): Promise<Sheets> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const files = (folder: string) => `${join(library, folder)}/`;
  const loading = getDocument({
    data: new Uint8Array(await readFile(path)),
    enableXfa: false,
    cMapUrl: files('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: files('standard_fonts'),
    wasmUrl: files('wasm'),
    // A document of an office program often only names its Chinese fonts.
    useSystemFonts: true,
    verbosity: 0,
  });
  const pdf = await loading.promise;
  return {
    render: async (page, most) => {
      const sheet = await pdf.getPage(page + 1);
      const { width, height } = sheet.getViewport({ scale: 1 });
      const size = fitting(height / width, most);
      const canvas = blank(size);
      const viewport = sheet.getViewport({ scale: size.width / width });
      // Its types know the canvas of a page alone; in Node it draws on this one by itself.
      const canvasContext = canvas.getContext('2d') as unknown as CanvasRenderingContext2D;
      await sheet.render({ canvas: null, canvasContext, viewport }).promise;
      return canvas;
    },
    close: () => loading.destroy(),
  };
}

/** The same, with the last pages kept as they were rendered. */
function kept(sheets: Sheets): Sheets {
  const pages = new Map<string, Canvas>();
  return {
    render: async (page, most) => {
      const key = `${page}/${most.width}/${most.height}`;
      const found = pages.get(key) ?? (await sheets.render(page, most));
      pages.delete(key);
      pages.set(key, found);
      for (const oldest of pages.keys()) if (pages.size > KEPT_PAGES) pages.delete(oldest);
      return found;
    },
    close: () => sheets.close(),
  };
}

/** The largest size of a shape (height by width) within another; even, for colour is kept for two by two. */
function fitting(shape: number, { width, height }: Size): Size {
  const wide = Math.min(width, height / Math.min(MOST_SHAPE, shape));
  return { width: even(wide), height: even(Math.min(height, wide * Math.min(MOST_SHAPE, shape))) };
}

function even(value: number): number {
  return Math.max(2, Math.floor(value / 2) * 2);
}

function blank({ width, height }: Size): Canvas {
  const sheet = createCanvas(width, height);
  const context = sheet.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  return sheet;
}
