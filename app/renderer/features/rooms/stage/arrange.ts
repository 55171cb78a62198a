import { type Box, gridBoxes, gridCapacity, RATIO } from './boxes.ts';
import type { LayoutMode } from './layout-choice.ts';

/** Between tiles, px. */
export const GAP = 6;

/** `strip`: one of the small ones; `inset`: lies over the large one. */
export type Rank = 'main' | 'strip' | 'inset';

export interface Placement {
  /** Of the tile, in the order that was given. */
  readonly index: number;
  readonly rank: Rank;
  readonly box: Box;
}

export interface Arrangement {
  readonly placements: readonly Placement[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

export interface ArrangeInput {
  readonly mode: LayoutMode;
  /** How many tiles there are, the large ones first. */
  readonly count: number;
  /** How many of them are large; the grid has none. */
  readonly mains: number;
  readonly width: number;
  readonly height: number;
  /** The page that is wished for, from 0. */
  readonly page: number;
}

/** Where each tile lies. Nothing scrolls: what does not fit at a useful size is on another page. */
export function arrange(input: ArrangeInput): Arrangement {
  const { mode, count, mains, width, height } = input;
  const area: Box = { x: 0, y: 0, width, height };
  if (count === 0 || width <= 0 || height <= 0) return { placements: [], page: 0, pages: 1 };
  if (mode === 'grid') return gridPage(input, area);
  if (mode === 'pictureInPicture') return inset(count, area);
  return mainsAndStrip(input, Math.min(mains, count), area);
}

function gridPage({ count, page, width, height }: ArrangeInput, area: Box): Arrangement {
  const most = gridCapacity(width, height, GAP);
  const pages = Math.ceil(count / most);
  const at = clamp(page, 0, pages - 1);
  const from = at * most;
  // The last page keeps the size of the others: faces do not jump while one turns pages.
  const boxes = gridBoxes(Math.min(most, count - from), area, GAP, 'last', Math.min(most, count));
  return { placements: boxes.map((box, index) => ({ index: from + index, rank: 'main', box })), page: at, pages };
}

/** Of the stage's width. */
const INSET_SHARE = 0.22;
const INSET_MIN = 120;
const INSET_MARGIN = 16;

function inset(count: number, area: Box): Arrangement {
  const placements: Placement[] = [{ index: 0, rank: 'main', box: largest(area) }];
  if (count > 1) {
    const width = Math.round(Math.max(INSET_MIN, area.width * INSET_SHARE));
    const height = Math.round(width / RATIO);
    const box = { x: area.width - width - INSET_MARGIN, y: area.height - height - INSET_MARGIN, width, height };
    placements.push({ index: 1, rank: 'inset', box });
  }
  return { placements, page: 0, pages: 1 };
}

/** Of the stage; beside a shared screen whoever speaks has to be seen as well. */
const STRIP_SHARE = { screen: 0.26, other: 0.18 } as const;
const STRIP_MIN = 120;
const STRIP_MAX = { screen: 960, other: 480 } as const;

function mainsAndStrip({ mode, count, page, width, height }: ArrangeInput, mains: number, area: Box): Arrangement {
  const rest = count - mains;
  if (rest === 0) return { placements: large(mode, mains, area), page: 0, pages: 1 };
  const beside = width > height;
  const kind = mode === 'screen' ? 'screen' : 'other';
  const along = beside ? width : height;
  const least = clamp(along * STRIP_SHARE[kind], STRIP_MIN, STRIP_MAX[kind]);
  const strip = Math.round(kind === 'other' ? Math.max(least, spare(mains, rest, width, height)) : least);
  const main = beside ? { ...area, width: width - strip - GAP } : { ...area, height: height - strip - GAP };
  const band: Box = beside ? { x: width - strip, y: 0, width: strip, height } : { x: 0, y: height - strip, width, height: strip };
  const small = beside && mode === 'screen' ? speakerAndRest(rest, page, band) : line(rest, page, band, beside);
  const placements = small.boxes.map(({ index, box }) => ({ index: mains + index, rank: 'strip' as const, box }));
  return { placements: [...large(mode, mains, main), ...placements], page: small.page, pages: small.pages };
}

/** Of the stage's side; larger the small ones would look like the large one. */
const STRIP_MOST = 0.3;

/** What the large one cannot use of the stage, as far as the small ones fill it: few are shown larger rather than above a hole, px. */
function spare(mains: number, rest: number, width: number, height: number): number {
  if (mains > 1) return 0;
  const beside = width > height;
  const left = beside ? width - height * RATIO - GAP : height - width / RATIO - GAP;
  const filling = beside ? ((height + GAP) / rest - GAP) * RATIO : ((width + GAP) / rest - GAP) / RATIO;
  return Math.min(left, filling, (beside ? width : height) * STRIP_MOST);
}

/** A single shared screen has the shape that it has and gets all there is. */
function large(mode: LayoutMode, mains: number, area: Box): Placement[] {
  const boxes = mode === 'screen' && mains === 1 ? [area] : gridBoxes(mains, area, GAP, 'first');
  return boxes.map((box, index) => ({ index, rank: 'main', box }));
}

interface Band {
  readonly boxes: readonly { readonly index: number; readonly box: Box }[];
  readonly page: number;
  readonly pages: number;
}

/** Small tiles one after the other, as many as fit; fewer lie in the middle, beside the large one's. */
function line(count: number, page: number, band: Box, downwards: boolean): Band {
  const width = downwards ? band.width : Math.floor(band.height * RATIO);
  const height = downwards ? Math.floor(band.width / RATIO) : band.height;
  const step = (downwards ? height : width) + GAP;
  const most = Math.max(1, Math.floor(((downwards ? band.height : band.width) + GAP) / step));
  const { from, till, ...pages } = slice(count, page, most);
  const start = pages.pages > 1 ? 0 : Math.max(0, Math.round(((downwards ? band.height : band.width) - count * step + GAP) / 2));
  const boxes = range(from, till).map((index) => {
    const along = start + (index - from) * step;
    return { index, box: { x: band.x + (downwards ? 0 : along), y: band.y + (downwards ? along : 0), width, height } };
  });
  return { boxes, ...pages };
}

/** The first over the full width of the band and on every page, the rest below it two abreast. */
function speakerAndRest(count: number, page: number, band: Box): Band {
  const speaker = { x: band.x, y: band.y, width: band.width, height: Math.floor(band.width / RATIO) };
  const width = Math.floor((band.width - GAP) / 2);
  const height = Math.floor(width / RATIO);
  const top = band.y + speaker.height + GAP;
  const rows = Math.max(1, Math.floor((band.height - speaker.height) / (height + GAP)));
  const { from, till, ...pages } = slice(count - 1, page, rows * 2);
  const boxes = range(from, till).map((index) => {
    const place = index - from;
    const x = band.x + (place % 2) * (width + GAP);
    return { index: index + 1, box: { x, y: top + Math.floor(place / 2) * (height + GAP), width, height } };
  });
  return { boxes: [{ index: 0, box: speaker }, ...boxes], ...pages };
}

function slice(count: number, page: number, most: number): { from: number; till: number; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(count / most));
  const at = clamp(page, 0, pages - 1);
  return { from: at * most, till: Math.min(count, (at + 1) * most), page: at, pages };
}

function largest(area: Box): Box {
  const [box] = gridBoxes(1, area, GAP);
  return box ?? area;
}

function range(from: number, till: number): number[] {
  return Array.from({ length: Math.max(0, till - from) }, (_, at) => from + at);
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
