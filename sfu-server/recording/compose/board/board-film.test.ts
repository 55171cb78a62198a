import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdfOf, pdfWithoutFonts } from '../../../../e2e/harness/pdf.ts';
import type { BoardElement, BoardMediaType } from '../../../protocol/board.ts';
import type { RecordedEvent, TimelineEvent } from '../../timeline/events.ts';
import { Canvas } from '../picture.ts';
import { BoardFilm } from './board-film.ts';

const PLACE = { x: 0, y: 0, width: 1024, height: 720 };
const SIZE = { width: 1280, height: 720 };
const [board, other, seat] = [randomUUID(), randomUUID(), randomUUID()];
let dir: string;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-board-film-'));
  mkdirSync(dir, { recursive: true });
});
afterAll(() => rmSync(dir, { recursive: true }));

/** One event a second. */
const timeline = (...events: RecordedEvent[]): TimelineEvent[] => events.map((event, index) => ({ ...event, t: index * 1000, at: index }));
const white = (page: number, id = board): RecordedEvent => ({ type: 'board', board: { id, page, document: null } });
const line = (page: number, points: number[], more: Partial<BoardElement> = {}): BoardElement => {
  return { id: randomUUID(), page, kind: 'pen', color: 'red', size: 200, points, text: '', by: seat, ...more };
};
const draws = (...elements: BoardElement[]): RecordedEvent => {
  return { type: 'drawn', boardId: board, news: elements.map((element) => ({ op: 'put', element })) };
};

/** Keeps a document as a recording does. */
function shows(content: Buffer, mediaType: BoardMediaType, page = 0): RecordedEvent {
  const file = [...Array(64)].map(() => Math.floor(Math.random() * 16).toString(16)).join('');
  writeFileSync(join(dir, file), content);
  return { type: 'board', board: { id: board, page, document: { file, mediaType } } };
}

async function pictureAt(events: readonly TimelineEvent[], atMs: number): Promise<Canvas> {
  const canvas = new Canvas(SIZE);
  const film = new BoardFilm(events, dir);
  for (let now = 0; now <= atMs; now += 500) await film.draw(canvas, PLACE, now, now === 0);
  await film.close();
  return canvas;
}

const brightness = (canvas: Canvas, x: number, y: number) => canvas.bytes[y * SIZE.width + x] ?? 0;
/** Pixels in a place that are darker than a light grey. */
function ink(canvas: Canvas, { x, y, width, height }: typeof PLACE): number {
  let dark = 0;
  for (let row = y; row < y + height; row += 1) for (let at = x; at < x + width; at += 1) if (brightness(canvas, at, row) < 150) dark += 1;
  return dark;
}
// A white page of 16:9 lies in the middle of the place: 1024 × 576 from y = 72 on.
const INSIDE = { x: 4, y: 76, width: 1016, height: 568 };

describe('the board in a recording', () => {
  it('is a white page with what was drawn on it by then, at its place', async () => {
    const events = timeline(white(0), draws(line(0, [1000, 1000, 3000, 1000])));
    const before = await pictureAt(events, 500);
    expect(brightness(before, 512, 360)).toBeGreaterThan(230);
    expect(ink(before, INSIDE)).toBe(0);
    const after = await pictureAt(events, 1500);
    // 2000 of 10,000 units: a fifth of 1024 px; 1000 units down: 102 px.
    expect(brightness(after, 204, 72 + 102)).toBeLessThan(120);
    expect(ink(after, { x: 400, y: 300, width: 500, height: 300 })).toBe(0);
  });

  it('grows with the pen, loses what is erased or cleared, and shows the page that the presenter is at', async () => {
    const pen = line(0, [1000, 1000]);
    const events = timeline(
      white(0),
      draws(pen),
      { type: 'drawn', boardId: board, news: [{ op: 'extend', id: pen.id, from: 2, points: [9000, 1000] }] },
      // What was there at the beginning comes again as news: it is drawn once.
      { type: 'drawn', boardId: board, news: [{ op: 'extend', id: pen.id, from: 2, points: [9000, 1000] }] },
      white(1),
      white(0),
      { type: 'drawn', boardId: board, news: [{ op: 'clear', page: 0 }] },
    );
    const amounts: number[] = [];
    for (const second of [1, 2, 3, 4, 5, 6]) amounts.push(ink(await pictureAt(events, second * 1000), INSIDE));
    const [dot = 0, way = 0] = amounts;
    expect(dot).toBeGreaterThan(0);
    expect(way).toBeGreaterThan(5 * dot);
    expect(amounts).toEqual([dot, way, way, 0, way, 0]);
  });

  it('shows a pointer as long as somebody points, and nothing of another board', async () => {
    const events = timeline(
      white(0),
      { type: 'drawn', boardId: board, news: [{ op: 'point', by: seat, at: { page: 0, x: 5000, y: 2800 } }] },
      { type: 'drawn', boardId: board, news: [{ op: 'point', by: seat, at: null }] },
      draws(line(0, [1000, 1000, 9000, 1000])),
      white(0, other),
    );
    expect(ink(await pictureAt(events, 1000), INSIDE)).toBeGreaterThan(20);
    expect(ink(await pictureAt(events, 2000), INSIDE)).toBe(0);
    expect(ink(await pictureAt(events, 3000), INSIDE)).toBeGreaterThan(20);
    expect(ink(await pictureAt(events, 4000), INSIDE)).toBe(0);
  });

  it('writes Chinese texts with letters, not with boxes', async () => {
    const written = (text: string) => draws(line(0, [1000, 1000], { kind: 'text', size: 800, text }));
    const one = ink(await pictureAt(timeline(white(0), written('晶泉')), 1000), INSIDE);
    const another = ink(await pictureAt(timeline(white(0), written('一一')), 1000), INSIDE);
    expect(one).toBeGreaterThan(3 * another);
    expect(another).toBeGreaterThan(0);
  });

  it('shows each page of a PDF document, also of one that only names its fonts, and a picture', async () => {
    const content = await pdfOf(['县委会议', '一']);
    const event = shows(content, 'application/pdf');
    const second: RecordedEvent =
      event.type === 'board' && event.board !== null ? { type: 'board', board: { ...event.board, page: 1 } } : event;
    const events = timeline(event, second);
    const pages = [await pictureAt(events, 0), await pictureAt(events, 1000)].map((one) =>
      ink(one, { x: 260, y: 4, width: 500, height: 712 }),
    );
    expect(pages[1]).toBeGreaterThan(0);
    expect(pages[0]).toBeGreaterThan(2 * (pages[1] ?? 0));
    const old = await pictureAt(timeline(shows(pdfWithoutFonts('调解笔录'), 'application/pdf')), 0);
    expect(ink(old, { x: 260, y: 4, width: 500, height: 712 })).toBeGreaterThan(100);
    const picture = await pictureAt(timeline(shows(blackened(), 'image/png')), 0);
    expect(brightness(picture, 512, 360)).toBeLessThan(40);
  });

  it('is left grey where its document cannot be read, and nothing else suffers', async () => {
    const picture = await pictureAt(
      timeline(shows(Buffer.from('%PDF-1.4 nothing'), 'application/pdf'), draws(line(0, [0, 0, 9000, 9000]))),
      1000,
    );
    expect(new Set([0, 300, 1000].map((x) => brightness(picture, x, 360)))).toEqual(new Set([44]));
    expect(brightness(picture, 1200, 360)).toBe(28);
  });
});

function blackened(): Buffer {
  const canvas = createCanvas(400, 200);
  canvas.getContext('2d').fillRect(0, 0, 400, 200);
  return canvas.toBuffer('image/png');
}
