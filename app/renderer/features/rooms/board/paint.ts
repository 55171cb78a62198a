import { type BoardColor, type BoardElement, PAGE_WIDTH } from '../../../../../sfu-server/protocol/board.ts';

/** The same in both themes: paper is white, in the room as in the record. */
export const COLORS: { readonly [C in BoardColor]: string } = {
  ink: '#1b2333',
  red: '#d3232b',
  blue: '#1f62d8',
  green: '#15803d',
  amber: '#d18b00',
};

/** Draws what is on a page. @param width of the page on the canvas, px */
export function paint(context: CanvasRenderingContext2D, elements: Iterable<BoardElement>, page: number, width: number): void {
  const scale = width / PAGE_WIDTH;
  for (const element of elements) if (element.page === page) paintOne(context, element, scale);
}

function paintOne(context: CanvasRenderingContext2D, { kind, color, size, points, text }: BoardElement, scale: number): void {
  const [x = 0, y = 0, endX = x, endY = y] = points.map((value) => value * scale);
  context.save();
  context.strokeStyle = COLORS[color];
  context.fillStyle = COLORS[color];
  context.lineWidth = size * scale;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  if (kind === 'marker') context.globalAlpha = 0.35;
  context.beginPath();
  if (kind === 'text') {
    context.font = `${size * scale}px "Noto Sans CJK SC", "Microsoft YaHei", sans-serif`;
    context.textBaseline = 'top';
    context.fillText(text, x, y);
  } else if (kind === 'rectangle') {
    context.strokeRect(Math.min(x, endX), Math.min(y, endY), Math.abs(endX - x), Math.abs(endY - y));
  } else {
    context.moveTo(x, y);
    for (let at = 2; at < points.length; at += 2) context.lineTo((points[at] ?? 0) * scale, (points[at + 1] ?? 0) * scale);
    if (points.length === 2) context.lineTo(x + 0.01, y);
    context.stroke();
  }
  context.restore();
}

/** What lies under a place, the topmost; null where nothing does. @param reach how near is near, units */
export function elementAt(elements: Iterable<BoardElement>, page: number, x: number, y: number, reach = 80): BoardElement | null {
  let found: BoardElement | null = null;
  for (const element of elements) if (element.page === page && touches(element, x, y, reach)) found = element;
  return found;
}

function touches({ kind, points, size, text }: BoardElement, x: number, y: number, reach: number): boolean {
  const [x1 = 0, y1 = 0, x2 = x1, y2 = y1] = points;
  if (kind === 'text') return x >= x1 - reach && x <= x1 + text.length * size + reach && y >= y1 - reach && y <= y1 + size + reach;
  const corners = kind === 'rectangle' ? [x1, y1, x2, y1, x2, y2, x1, y2, x1, y1] : points;
  if (corners.length === 2) return Math.hypot(x - x1, y - y1) <= reach + size / 2;
  for (let at = 0; at + 3 < corners.length; at += 2) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = corners.slice(at, at + 4);
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
    if (Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)) <= reach + size / 2) return true;
  }
  return false;
}
