import type { Line } from './boundaries.ts';
import type { Frame } from './canvas-layer.ts';
import type { GridShapes } from './grid-shapes.ts';
import type { ShownLayers } from './layers.ts';
import { scaleOf } from './mercator.ts';
import type { Palette } from './palette.ts';

/** How many open events a grid has, and whether one of them is of the first level. */
export interface GridLoad {
  readonly open: number;
  readonly urgent: boolean;
}

/** Draws grids and township boundaries. Paths are made when data change and only stroked and filled after that. */
export class GroundPainter {
  readonly #shapes: GridShapes;
  readonly #all: Path2D;
  readonly #boundaries: Path2D;
  #watch = new Path2D();
  #alarm = new Path2D();

  constructor(shapes: GridShapes, boundaries: readonly Line[]) {
    this.#shapes = shapes;
    this.#all = shapes.path();
    this.#boundaries = shapes.lines(boundaries);
  }

  setLoads(loads: ReadonlyMap<string, GridLoad>): void {
    const urgent = [...loads].filter(([, load]) => load.urgent).map(([id]) => id);
    const watch = [...loads].filter(([, load]) => !load.urgent && load.open > 0).map(([id]) => id);
    this.#alarm = this.#shapes.path(urgent);
    this.#watch = this.#shapes.path(watch);
  }

  draw(frame: Frame, palette: Palette, shown: ShownLayers, highlight: string | null): void {
    const { context, ratio, zoom } = frame;
    const scale = scaleOf(zoom);
    const dx = this.#shapes.origin.x * scale - frame.origin.x;
    const dy = this.#shapes.origin.y * scale - frame.origin.y;
    context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * dx, ratio * dy);
    context.lineJoin = 'round';
    context.lineCap = 'round';
    const stroke = (path: Path2D, colour: string, width: number) => {
      context.strokeStyle = colour;
      context.lineWidth = width / scale;
      context.stroke(path);
    };
    if (shown.has('grids')) {
      context.fillStyle = palette.grid;
      context.fill(this.#all);
      if (shown.has('events')) {
        context.fillStyle = palette.watch;
        context.fill(this.#watch);
        context.fillStyle = palette.alarm;
        context.fill(this.#alarm);
      }
      stroke(this.#all, palette.gridLine, zoom < 11 ? 0.5 : 1);
    }
    if (shown.has('boundaries')) stroke(this.#boundaries, palette.boundary, 1.75);
    if (highlight !== null) stroke(this.#shapes.path([highlight]), palette.accent, 2.5);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }
}
