/** The simulcast layers that we send, smallest first; a tile asks for the first that is tall enough for it. */
export const LAYER_HEIGHTS = [180, 360, 720] as const;

/** A picture may be enlarged by this much before the next layer is worth its bits. */
const TOLERANCE = 1.25;

/**
 * The spatial layer that a tile needs.
 *
 * @param height of the tile, CSS px
 * @param pixelRatio device pixels a CSS px
 */
export function layerForHeight(height: number, pixelRatio: number): number {
  const needed = height * pixelRatio;
  const found = LAYER_HEIGHTS.findIndex((layer) => needed <= layer * TOLERANCE);
  return found === -1 ? LAYER_HEIGHTS.length - 1 : found;
}

/** Temporal layers of VP8 with `L1T3`; the highest one means all frames. */
export const ALL_FRAMES = 2;
