import SignaturePad, { type PointGroup } from 'signature_pad';
import { type Hand, isHand, PAD_HEIGHT, PAD_WIDTH } from '../../../../sfu-server/protocol/case-paper.ts';

/** Darker than ink would be: thin strokes stay readable on paper. */
export const INK = '#101840';

/** What was drawn on a larger or smaller pad. */
export function scaled(groups: readonly PointGroup[], factor: number): PointGroup[] {
  return groups.map((group) => ({
    ...group,
    minWidth: group.minWidth * factor,
    maxWidth: group.maxWidth * factor,
    dotSize: group.dotSize * factor,
    points: group.points.map((point) => ({ ...point, x: point.x * factor, y: point.y * factor })),
  }));
}

/** What was drawn, in the units and as the picture that the paper takes; null where that is too little for a name. @param width of the pad, px */
export function handOf(groups: readonly PointGroup[], width: number): Hand | null {
  const drawn = scaled(groups, PAD_WIDTH / width);
  const began = drawn[0]?.points[0]?.time ?? 0;
  const strokes = drawn
    .slice(0, 300)
    .map(({ points }) =>
      points.slice(0, 2000).flatMap(({ x, y, time }) => [within(x, PAD_WIDTH), within(y, PAD_HEIGHT), within(time - began, 3_600_000)]),
    );
  if (strokes.length === 0 || !isHand(strokes)) return null;
  return { strokes, picture: pictureOf(drawn) };
}

/** On nothing, so that the lines of the paper show through. */
function pictureOf(drawn: PointGroup[]): string {
  const canvas = document.createElement('canvas');
  canvas.width = PAD_WIDTH;
  canvas.height = PAD_HEIGHT;
  const pad = new SignaturePad(canvas, { penColor: INK });
  pad.fromData(drawn);
  const url = pad.toDataURL('image/png');
  pad.off();
  return url.slice('data:image/png;base64,'.length);
}

function within(value: number, most: number): number {
  return Math.round(Math.min(Math.max(value, 0), most));
}
