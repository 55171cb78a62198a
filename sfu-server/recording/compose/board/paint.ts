import type { SKRSContext2D } from '@napi-rs/canvas';
import { type BoardColor, type BoardElement, type BoardSpot, PAGE_WIDTH } from '../../../protocol/board.ts';
import { TEXT_FONTS } from './fonts.ts';

/** As the console draws (`app/renderer/features/rooms/board/paint.ts`): what was seen is what is kept. */
const COLORS: { readonly [C in BoardColor]: string } = {
  ink: '#1b2333',
  red: '#d3232b',
  blue: '#1f62d8',
  green: '#15803d',
  amber: '#d18b00',
};
const POINTER = '#d3232b';
/** Of a pointer's dot, units of the page. */
const POINTER_RADIUS = 60;

/** Draws what is on a page. @param width of the page on the canvas, px */
export function paint(context: SKRSContext2D, elements: Iterable<BoardElement>, page: number, width: number): void {
  for (const element of elements) if (element.page === page) paintOne(context, element, width / PAGE_WIDTH);
}

export function paintPointers(context: SKRSContext2D, spots: Iterable<BoardSpot>, page: number, width: number): void {
  const scale = width / PAGE_WIDTH;
  context.fillStyle = POINTER;
  for (const spot of spots) {
    if (spot?.page !== page) continue;
    context.beginPath();
    context.arc(spot.x * scale, spot.y * scale, POINTER_RADIUS * scale, 0, 2 * Math.PI);
    context.fill();
  }
}

function paintOne(context: SKRSContext2D, { kind, color, size, points, text }: BoardElement, scale: number): void {
  const at = (index: number) => (points[index] ?? 0) * scale;
  const [x, y, endX, endY] = [at(0), at(1), points.length > 2 ? at(2) : at(0), points.length > 2 ? at(3) : at(1)];
  context.save();
  context.strokeStyle = COLORS[color];
  context.fillStyle = COLORS[color];
  context.lineWidth = size * scale;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  if (kind === 'marker') context.globalAlpha = 0.35;
  context.beginPath();
  if (kind === 'text') {
    context.font = `${size * scale}px ${TEXT_FONTS}`;
    context.textBaseline = 'top';
    context.fillText(text, x, y);
  } else if (kind === 'rectangle') {
    context.strokeRect(Math.min(x, endX), Math.min(y, endY), Math.abs(endX - x), Math.abs(endY - y));
  } else {
    context.moveTo(x, y);
    for (let index = 2; index < points.length; index += 2) context.lineTo(at(index), at(index + 1));
    if (points.length === 2) context.lineTo(x + 0.01, y);
    context.stroke();
  }
  context.restore();
}
