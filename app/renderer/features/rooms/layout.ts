/** Video is 16:9 here. */
const RATIO = 16 / 9;

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

/** With a screen on the table: it is large, the others stand beside it, or below it where the area is upright. */
export interface StageLayout {
  readonly beside: boolean;
  /** Of the strip of small tiles, px: its width beside, its height below. */
  readonly strip: number;
}

const STRIP_SHARE = 0.2;
const STRIP_MIN = 120;
const STRIP_MAX = 320;

export function stageLayout(width: number, height: number): StageLayout {
  const beside = width > height;
  const along = beside ? width : height;
  return { beside, strip: Math.round(Math.min(STRIP_MAX, Math.max(STRIP_MIN, along * STRIP_SHARE))) };
}
