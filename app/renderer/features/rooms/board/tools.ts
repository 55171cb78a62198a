import type { ElementKind } from '../../../../../sfu-server/protocol/board.ts';

export const TOOLS = ['pen', 'marker', 'line', 'rectangle', 'text', 'eraser', 'laser'] as const;
export type Tool = (typeof TOOLS)[number];

/** Width of a stroke, or height of letters, units of the page. */
export const SIZES: { readonly [K in ElementKind]: number } = { pen: 30, marker: 180, line: 30, rectangle: 30, text: 260 };
