import { writerOf } from '../glyphs/coverage.ts';
import { openFace } from '../glyphs/fonts.ts';

/** Where a character is drawn: its middle, its size and its turn. */
export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Degrees, clockwise. */
  readonly turn: number;
}

/** Share of the square of a character that its strokes fill in these fonts. */
const FILLED = 0.94;

/** A character as a filled shape, in the colour of what it stands in: a seal needs no font where it is read. @throws Refusal `paper.no_glyph` */
export function outline(character: string, { x, y, width, height, turn }: Placement): string {
  const font = openFace(writerOf(character).bold);
  const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
  const { minX, maxX, minY, maxY } = glyph.bbox;
  const em = font.unitsPerEm * FILLED;
  // Digits keep their own breadth; what fills a square is stretched to the room that it has.
  const scaleX = width / em;
  const scaleY = height / em;
  const middle = `${-(minX + maxX) / 2} ${-(minY + maxY) / 2}`;
  return `<path transform="translate(${n(x)} ${n(y)}) rotate(${n(turn)}) scale(${n(scaleX)} ${n(-scaleY)}) translate(${middle})" d="${glyph.path.toSVG()}"/>`;
}

function n(value: number): string {
  return Number(value.toFixed(5)).toString();
}
