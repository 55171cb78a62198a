import type { Frame } from './canvas-layer.ts';
import { project, scaleOf } from './mercator.ts';
import type { Palette } from './palette.ts';
import type { AreaLabel } from './townships.ts';

/** Township names are left out above this level: by then the map shows a few grids. */
const LABELS_UP_TO_ZOOM = 15;
const FONT_SIZE = 14;
const GAP = 2;

interface Obstacle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

/** Where a label may stand, from its place, in steps of its height: nearest first. */
const OFFSETS = [
  [0, 0],
  [0, 1],
  [0, -1],
  [0.8, 1],
  [-0.8, 1],
  [0.8, -1],
  [-0.8, -1],
  [0, 2],
  [0, -2],
  [1, 0],
  [-1, 0],
  [0.8, 2],
  [-0.8, 2],
  [0, 3],
  [0, -3],
] as const;

/** The first free place for a label of this size; its own place where none is free. Kept apart from the canvas to be tested. */
export function placeLabel(wanted: Box, obstacles: readonly Obstacle[], placed: readonly Box[]): Box {
  for (const [dx, dy] of OFFSETS) {
    const box = { ...wanted, x: wanted.x + dx * wanted.halfWidth * 1.5, y: wanted.y + dy * wanted.halfHeight * 2 };
    if (!obstacles.some((obstacle) => touches(box, obstacle)) && !placed.some((other) => overlap(box, other))) return box;
  }
  return wanted;
}

function touches(box: Box, { x, y, radius }: Obstacle): boolean {
  const dx = Math.max(0, Math.abs(x - box.x) - box.halfWidth - GAP);
  const dy = Math.max(0, Math.abs(y - box.y) - box.halfHeight);
  return dx * dx + dy * dy < radius * radius;
}

function overlap(a: Box, b: Box): boolean {
  return Math.abs(a.x - b.x) < a.halfWidth + b.halfWidth + GAP && Math.abs(a.y - b.y) < a.halfHeight + b.halfHeight;
}

/** Writes the names of areas where neither circles nor pins cover them. */
export function drawLabels(frame: Frame, palette: Palette, labels: readonly AreaLabel[], obstacles: readonly Obstacle[]): void {
  const { context, zoom, origin, width, height } = frame;
  if (zoom > LABELS_UP_TO_ZOOM) return;
  const scale = scaleOf(zoom);
  context.font = `500 ${FONT_SIZE}px ${palette.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  context.strokeStyle = palette.halo;
  context.fillStyle = palette.label;
  const placed: Box[] = [];
  for (const { name, position } of labels) {
    const point = project(position);
    const x = point.x * scale - origin.x;
    const y = point.y * scale - origin.y;
    if (x < 0 || y < 0 || x > width || y > height) continue;
    const wanted = { x, y, halfWidth: context.measureText(name).width / 2, halfHeight: FONT_SIZE * 0.6 };
    const box = placeLabel(wanted, obstacles, placed);
    placed.push(box);
    context.strokeText(name, box.x, box.y);
    context.fillText(name, box.x, box.y);
  }
}
