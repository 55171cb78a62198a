import type { GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import type { Frame } from './canvas-layer.ts';
import type { Mark } from './cluster-index.ts';
import { project, scaleOf } from './mercator.ts';
import type { Palette } from './palette.ts';

/** Something drawn that can be pointed at: where it is on the canvas, in CSS pixels. */
export interface Target<T> {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly thing: T;
}

/** Radius of a cluster's circle, px: grows slowly, so that 10 and 200 can be told apart and neither covers the map. */
export function clusterRadius(count: number): number {
  return 10 + 1.3 * Math.log2(count);
}

const PIN_RADIUS = 7;
const PIN_HEIGHT = 20;
const CAMERA_RADIUS = 6;

function place({ zoom, origin, width, height }: Frame, lat: number, lng: number): { x: number; y: number } | null {
  const point = project({ lat, lng });
  const scale = scaleOf(zoom);
  const x = point.x * scale - origin.x;
  const y = point.y * scale - origin.y;
  return x < -40 || y < -40 || x > width + 40 || y > height + 40 ? null : { x, y };
}

/** Draws cameras and their clusters; gives what can be pointed at. */
export function drawCameras(
  frame: Frame,
  palette: Palette,
  marks: readonly Mark[],
  hasSource: (cameraId: string) => boolean,
): Target<Mark>[] {
  const { context } = frame;
  const targets: Target<Mark>[] = [];
  context.font = `13px ${palette.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = 1.5;
  for (const mark of marks) {
    const at = place(frame, mark.lat, mark.lng);
    if (at === null) continue;
    const radius = mark.kind === 'cluster' ? clusterRadius(mark.count) : CAMERA_RADIUS;
    const colour = mark.kind === 'single' && !hasSource(mark.id) ? palette.cameraDim : palette.camera;
    context.beginPath();
    context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
    context.fillStyle = palette.surface;
    context.fill();
    context.strokeStyle = colour;
    context.stroke();
    context.fillStyle = colour;
    if (mark.kind === 'cluster') context.fillText(String(mark.count), at.x, at.y + 0.5);
    else drawLens(context, at.x, at.y);
    targets.push({ ...at, radius: radius + 2, thing: mark });
  }
  return targets;
}

function drawLens(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  context.arc(x, y, 2.5, 0, 2 * Math.PI);
  context.fill();
}

/** Draws events as pins, the most urgent on top; gives what can be pointed at. */
export function drawEvents(
  frame: Frame,
  palette: Palette,
  events: readonly GovernanceEvent[],
  selectedId: string | null,
): Target<GovernanceEvent>[] {
  const targets: Target<GovernanceEvent>[] = [];
  const rank = (event: GovernanceEvent) => (event.id === selectedId ? 0 : event.level);
  for (const event of events.toSorted((a, b) => rank(b) - rank(a))) {
    const at = place(frame, event.position.lat, event.position.lng);
    if (at === null) continue;
    const size = event.id === selectedId ? 1.35 : 1;
    drawPin(frame.context, at.x, at.y, size, palette.levels[event.level - 1] ?? palette.accent, palette);
    targets.push({ x: at.x, y: at.y - (PIN_HEIGHT - PIN_RADIUS) * size, radius: (PIN_RADIUS + 2) * size, thing: event });
  }
  return targets;
}

function drawPin(context: CanvasRenderingContext2D, x: number, y: number, size: number, colour: string, palette: Palette): void {
  const radius = PIN_RADIUS * size;
  const headY = y - (PIN_HEIGHT - PIN_RADIUS) * size;
  context.beginPath();
  context.arc(x, headY, radius, 0.85 * Math.PI, 0.15 * Math.PI);
  context.lineTo(x, y);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = palette.halo;
  context.stroke();
  context.beginPath();
  context.arc(x, headY, radius * 0.36, 0, 2 * Math.PI);
  context.fillStyle = palette.halo;
  context.fill();
}

/** The topmost target under a point of the canvas. */
export function hit<T>(targets: readonly Target<T>[], x: number, y: number): T | null {
  return targets.findLast((target) => (target.x - x) ** 2 + (target.y - y) ** 2 <= target.radius ** 2)?.thing ?? null;
}
