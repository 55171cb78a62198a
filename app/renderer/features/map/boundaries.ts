import type { Grid } from '../../../../sfu-server/protocol/entities/grid.ts';

type Corner = Grid['ring'][number];
export type Line = readonly Corner[];

/** About 0.1 m: corners that two grids share may differ in the last digits. */
const DIGITS = 6;

interface Edge {
  readonly from: Corner;
  readonly to: Corner;
  readonly area: string;
  count: number;
  /** Whether grids of another area touch it too. */
  mixed: boolean;
}

/**
 * The lines between areas, and around them all, from the edges of grids that tile them: an edge counts when the
 * grids on its two sides belong to different areas, or when there is only one.
 *
 * @param areaOf the area (township) that a grid belongs to
 */
export function areaBoundaries<G extends Pick<Grid, 'ring'>>(grids: Iterable<G>, areaOf: (grid: G) => string): Line[] {
  const edges = new Map<string, Edge>();
  for (const grid of grids) {
    const area = areaOf(grid);
    grid.ring.forEach((from, index) => {
      const to = grid.ring[(index + 1) % grid.ring.length];
      if (to === undefined) return;
      const a = keyOf(from);
      const b = keyOf(to);
      // A ring that repeats its first corner has an edge without length.
      if (a === b) return;
      const key = a < b ? `${a} ${b}` : `${b} ${a}`;
      const edge = edges.get(key);
      if (edge === undefined) edges.set(key, { from, to, area, count: 1, mixed: false });
      else {
        edge.count += 1;
        edge.mixed ||= edge.area !== area;
      }
    });
  }
  return chain([...edges.values()].filter((edge) => edge.mixed || edge.count === 1));
}

function keyOf([lng, lat]: Corner): string {
  return `${lng.toFixed(DIGITS)},${lat.toFixed(DIGITS)}`;
}

/** Joins edges end to end into as few lines as come out of one walk, so that they are drawn with proper joins. */
function chain(edges: readonly Edge[]): Line[] {
  const atCorner = new Map<string, Edge[]>();
  for (const edge of edges) {
    for (const corner of [edge.from, edge.to]) {
      const key = keyOf(corner);
      const there = atCorner.get(key);
      if (there === undefined) atCorner.set(key, [edge]);
      else there.push(edge);
    }
  }
  const used = new Set<Edge>();
  const walk = (start: Corner): Corner[] => {
    const line = [start];
    let here = start;
    for (;;) {
      const next = atCorner.get(keyOf(here))?.find((edge) => !used.has(edge));
      if (next === undefined) return line;
      used.add(next);
      here = keyOf(next.from) === keyOf(here) ? next.to : next.from;
      line.push(here);
    }
  };
  const lines: Line[] = [];
  // First from where lines meet or end, so that what is left over are closed rings.
  for (const there of atCorner.values()) {
    const [edge] = there;
    if (there.length === 2 || edge === undefined) continue;
    const corner = atCorner.get(keyOf(edge.from)) === there ? edge.from : edge.to;
    for (let line = walk(corner); line.length > 1; line = walk(corner)) lines.push(line);
  }
  for (const edge of edges) {
    if (used.has(edge)) continue;
    lines.push(walk(edge.from));
  }
  return lines;
}
