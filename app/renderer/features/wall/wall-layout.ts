import { z } from 'zod';

export const WALL_LAYOUTS = [1, 4, 9, 16] as const;
export type WallLayout = (typeof WALL_LAYOUTS)[number];

export const wallSchema = z.object({
  layout: z.union([z.literal(1), z.literal(4), z.literal(9), z.literal(16)]),
  /** Camera ids by cell; null is an empty one. As many as the largest layout has, so that a smaller one forgets nothing. */
  cells: z.array(z.uuid().nullable()).max(16),
  selected: z.number().int().min(0).max(15),
});
export type Wall = z.infer<typeof wallSchema>;

const CELLS = 16;

export const EMPTY_WALL: Wall = { layout: 4, cells: Array.from({ length: CELLS }, () => null), selected: 0 };

/** A wall as it was kept, with all its cells. */
export function mended(wall: Wall): Wall {
  const cells = Array.from({ length: CELLS }, (_, index) => wall.cells[index] ?? null);
  return { ...wall, cells, selected: Math.min(wall.selected, wall.layout - 1) };
}

export function withLayout(wall: Wall, layout: WallLayout): Wall {
  return { ...wall, layout, selected: Math.min(wall.selected, layout - 1) };
}

/** Puts a camera into a cell; where it was before becomes empty. */
export function placed(wall: Wall, cell: number, cameraId: string): Wall {
  const cells = wall.cells.map((id, index) => (index === cell ? cameraId : id === cameraId ? null : id));
  return { ...wall, cells, selected: cell };
}

/** Puts a camera where somebody who clicks expects it: into the selected cell if that is empty, else the next empty one, else the selected. */
export function added(wall: Wall, cameraId: string): Wall {
  const shown = wall.cells.slice(0, wall.layout);
  const there = shown.indexOf(cameraId);
  if (there !== -1) return { ...wall, selected: there };
  const order = shown.map((_, index) => (wall.selected + index) % wall.layout);
  const cell = order.find((index) => shown[index] === null) ?? wall.selected;
  return placed(wall, cell, cameraId);
}

/** Exchanges two cells. */
export function swapped(wall: Wall, from: number, to: number): Wall {
  const cells = wall.cells.map((id, index) => (index === from ? (wall.cells[to] ?? null) : index === to ? (wall.cells[from] ?? null) : id));
  return { ...wall, cells, selected: to };
}

export function cleared(wall: Wall, cell: number): Wall {
  return { ...wall, cells: wall.cells.map((id, index) => (index === cell ? null : id)), selected: cell };
}
