import type { LayoutMode } from './layout-choice.ts';

/** What each layout looks like, drawn in a field of 20×14. */
const RECTANGLES: { readonly [M in LayoutMode | 'auto']: readonly (readonly [x: number, y: number, width: number, height: number])[] } = {
  auto: [[0.5, 0.5, 19, 13]],
  grid: [
    [0.5, 0.5, 8.5, 5.5],
    [11, 0.5, 8.5, 5.5],
    [0.5, 8, 8.5, 5.5],
    [11, 8, 8.5, 5.5],
  ],
  speaker: [
    [0.5, 0.5, 13, 13],
    [15.5, 0.5, 4, 3],
    [15.5, 5.5, 4, 3],
    [15.5, 10.5, 4, 3],
  ],
  threeWay: [
    [5.75, 0.5, 8.5, 5.5],
    [0.5, 8, 8.5, 5.5],
    [11, 8, 8.5, 5.5],
  ],
  pictureInPicture: [
    [0.5, 0.5, 19, 13],
    [12, 8, 5.5, 3.5],
  ],
  screen: [
    [0.5, 0.5, 11.5, 13],
    [14, 0.5, 5.5, 5.5],
    [14, 8, 5.5, 5.5],
  ],
};

export function LayoutIcon({ mode }: { mode: LayoutMode | null }) {
  return (
    <svg width="20" height="14" viewBox="0 0 20 14" fill="none" stroke="currentColor" aria-hidden="true" focusable="false">
      {RECTANGLES[mode ?? 'auto'].map(([x, y, width, height]) => (
        <rect key={`${x}/${y}`} x={x} y={y} width={width} height={height} rx="1" />
      ))}
      {mode === null && <path d="M6.500 10.500 10 3.500l3.500 7M7.700 8.300h4.600" />}
    </svg>
  );
}
