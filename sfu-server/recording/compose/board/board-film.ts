import { join } from 'node:path';
import { createCanvas, type Canvas as Sheet } from '@napi-rs/canvas';
import type { RecordedBoardEvent, TimelineEvent } from '../../timeline/events.ts';
import type { Canvas, Rect } from '../picture.ts';
import { planarOf } from '../planar.ts';
import { Drawing } from './drawing.ts';
import { loadFonts } from './fonts.ts';
import { paint, paintPointers } from './paint.ts';
import { openSheets, type Sheets, WHITE } from './sheets.ts';

/** Brightness of what cannot be shown: as a person's place without a picture. */
const CARD = 44;
/** Around the page, as behind all places. */
const GROUND = 28;

interface Opened {
  readonly boardId: string;
  /** Null where its document cannot be read. */
  readonly sheets: Sheets | null;
}

/** The board of each moment, drawn only when something on it has changed. */
export class BoardFilm {
  readonly #drawing: Drawing;
  readonly #documentsDir: string;
  #opened: Opened | null = null;
  #drawn = '';

  /** @param documentsDir where documents lie that were shown */
  constructor(events: readonly TimelineEvent[], documentsDir: string) {
    this.#drawing = new Drawing(events);
    this.#documentsDir = documentsDir;
    loadFonts();
  }

  /**
   * Brings a place of the picture to a moment; it never goes back.
   * @param fresh the place was wiped meanwhile
   */
  async draw(canvas: Canvas, place: Rect, atMs: number, fresh: boolean): Promise<void> {
    this.#drawing.advance(atMs);
    const { board, version } = this.#drawing;
    const what = `${version} ${place.width}x${place.height}`;
    if (board === null || (!fresh && what === this.#drawn)) return;
    this.#drawn = what;
    const page = await this.#page(board, place);
    canvas.fill(place, page === null ? CARD : GROUND);
    if (page === null) return;
    const size = { width: page.width, height: page.height };
    const middle = { x: place.x + even((place.width - size.width) / 2), y: place.y + even((place.height - size.height) / 2), ...size };
    canvas.put(planarOf(page.data(), size), size, middle);
  }

  async close(): Promise<void> {
    await this.#opened?.sheets?.close();
  }

  /** Null where it cannot be read: strokes on nothing would say what nobody has seen. */
  async #page(board: RecordedBoardEvent, place: Rect): Promise<Sheet | null> {
    const sheets = await this.#sheets(board);
    const sheet = await sheets?.render(board.page, place).catch(() => null);
    if (sheet === null || sheet === undefined) return null;
    const page = createCanvas(sheet.width, sheet.height);
    const context = page.getContext('2d');
    context.drawImage(sheet, 0, 0);
    paint(context, this.#drawing.elements, board.page, page.width);
    paintPointers(context, this.#drawing.pointers, board.page, page.width);
    return page;
  }

  async #sheets({ id, document }: RecordedBoardEvent): Promise<Sheets | null> {
    if (this.#opened?.boardId === id) return this.#opened.sheets;
    await this.close();
    const sheets =
      document === null ? WHITE : await openSheets(join(this.#documentsDir, document.file), document.mediaType).catch(() => null);
    this.#opened = { boardId: id, sheets };
    return sheets;
  }
}

function even(value: number): number {
  return Math.floor(value / 2) * 2;
}
