import type { BoardElement } from '../../../../../sfu-server/protocol/board.ts';

/** A longer document is kept with the pages on which something is drawn: the others are in the document itself. */
export const MOST_KEPT = 40;

/** The pages of a board that go into the room's record, from 0. At least one: the page that is shown. */
export function keptPages(pages: number, shown: number, elements: Iterable<Pick<BoardElement, 'page'>>): number[] {
  if (pages <= MOST_KEPT) return Array.from({ length: pages }, (_, page) => page);
  const drawn = [...new Set([...elements].map(({ page }) => page))].toSorted((a, b) => a - b);
  return drawn.length === 0 ? [shown] : drawn;
}

/** How finely a page may be kept: width in px, and quality of JPEG. */
export interface Fineness {
  readonly width: number;
  readonly quality: number;
}

/** Finest first; the last one still is to be read on a screen. */
export const FINENESS: readonly Fineness[] = [
  { width: 2_000, quality: 0.9 },
  { width: 1_600, quality: 0.8 },
  { width: 1_240, quality: 0.6 },
];
