/** Video is 16:9 here. */
export const RATIO = 16 / 9;

/** Where something lies on the stage, CSS px from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Of one tile, px, rounded down. */
  readonly tileWidth: number;
  readonly tileHeight: number;
}

/** People face each other side by side: one more column is preferred while tiles stay this large a share of the largest. */
const WIDER_IF = 0.92;

/**
 * The arrangement in which `count` tiles of 16:9 are largest without any scrolling, or nearly so and wider.
 *
 * @param width of the area, px
 * @param height of the area, px
 * @param gap between tiles, px
 */
export function bestGrid(count: number, width: number, height: number, gap: number): Grid {
  let best: Grid = { columns: 1, rows: Math.max(1, count), tileWidth: 0, tileHeight: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const room = { width: (width - gap * (columns - 1)) / columns, height: (height - gap * (rows - 1)) / rows };
    const tileWidth = Math.floor(Math.min(room.width, room.height * RATIO));
    if (tileWidth > best.tileWidth * WIDER_IF) best = { columns, rows, tileWidth, tileHeight: Math.floor(tileWidth / RATIO) };
  }
  return best;
}

/** Below this a face is not known any more, CSS px; a phone is held closer. */
const USEFUL_WIDTH = { desk: 240, phone: 150 } as const;
/** Narrower than this is a phone, CSS px. */
const PHONE_WIDTH = 640;
/** As many pictures as a 2-core office machine shows at full rate (measured: 25 at 24 frames a second or more). */
const MOST_PICTURES = 25;

/** How many tiles of a useful size fit, at most; 1 where not even that fits. */
export function gridCapacity(width: number, height: number, gap: number): number {
  const tile = width < PHONE_WIDTH ? USEFUL_WIDTH.phone : USEFUL_WIDTH.desk;
  const columns = Math.floor((width + gap) / (tile + gap));
  const rows = Math.floor((height + gap) / (tile / RATIO + gap));
  return Math.max(1, Math.min(MOST_PICTURES, columns * rows));
}

/** Which row of a grid that is not full is the short one; three with the short row first are 品. */
export type ShortRow = 'first' | 'last';

/** The boxes of `count` tiles in the middle of an area, of the size that `sizedFor` tiles would have. */
export function gridBoxes(count: number, area: Box, gap: number, short: ShortRow = 'last', sizedFor = count): Box[] {
  const { columns, tileWidth: width, tileHeight: height } = bestGrid(sizedFor, area.width, area.height, gap);
  if (count === 0 || width <= 0) return [];
  const rows = Math.ceil(count / columns);
  const missing = rows * columns - count;
  const top = area.y + (area.height - rows * height - (rows - 1) * gap) / 2;
  const boxes: Box[] = [];
  for (let row = 0; row < rows; row += 1) {
    const isShort = row === (short === 'first' ? 0 : rows - 1);
    const here = isShort ? columns - missing : columns;
    const left = area.x + (area.width - here * width - (here - 1) * gap) / 2;
    for (let column = 0; column < here; column += 1) {
      boxes.push({ x: Math.round(left + column * (width + gap)), y: Math.round(top + row * (height + gap)), width, height });
    }
  }
  return boxes;
}
