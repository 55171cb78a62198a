import type { Cell } from './geometry.ts';
import type { SeededRandom } from './random.ts';

/**
 * Divides cells into `parts` pieces of neighbours, each in one piece: seeds spread over the area, from which the pieces grow
 * until they meet.
 * @param members indices of the cells to divide; they hang together
 * @returns for each piece its cells, the one nearest to its seed first
 */
export function partition(random: SeededRandom, cells: readonly Cell[], members: readonly number[], parts: number): number[][] {
  const inside = new Set(members);
  const seeds = spreadSeeds(random, cells, members, parts);
  const pieces: number[][] = seeds.map(() => []);
  const owner = new Map<number, number>();
  // Waves in turn, one cell each time: the pieces grow at the same pace and come out of similar size.
  const fronts = seeds.map((seed) => [seed]);
  let growing = true;
  while (growing) {
    growing = false;
    for (const [piece, front] of fronts.entries()) {
      const cell = nextFree(front, owner);
      if (cell === undefined) continue;
      owner.set(cell, piece);
      pieces[piece]?.push(cell);
      growing = true;
      for (const neighbour of random.shuffled(cells[cell]?.neighbours ?? [])) {
        if (inside.has(neighbour) && !owner.has(neighbour)) front.push(neighbour);
      }
    }
  }
  return pieces;
}

function nextFree(front: number[], owner: ReadonlyMap<number, number>): number | undefined {
  let cell = front.shift();
  while (cell !== undefined && owner.has(cell)) cell = front.shift();
  return cell;
}

/** Seeds far from each other: each next one is the farthest of a handful from those that are there (Mitchell's best candidate). */
function spreadSeeds(random: SeededRandom, cells: readonly Cell[], members: readonly number[], count: number): number[] {
  const seeds: number[] = [];
  const free = new Set(members);
  while (seeds.length < count && free.size > 0) {
    const candidates = Array.from({ length: 4 + seeds.length }, () => random.pick(members)).filter((cell) => free.has(cell));
    let best: number | undefined;
    let bestDistance = -1;
    for (const cell of candidates.length > 0 ? candidates : free) {
      const distance = Math.min(...seeds.map((seed) => distanceBetween(cells, seed, cell)), Number.MAX_VALUE);
      if (distance > bestDistance) [best, bestDistance] = [cell, distance];
    }
    if (best === undefined) break;
    seeds.push(best);
    free.delete(best);
  }
  return seeds;
}

function distanceBetween(cells: readonly Cell[], a: number, b: number): number {
  const [p, q] = [cells[a]?.centre, cells[b]?.centre];
  return p === undefined || q === undefined ? 0 : Math.hypot(p[0] - q[0], p[1] - q[1]);
}

/** Shares `total` out in proportion to `weights`, each at least 1 and at most its weight (largest remainder). */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const shares = exact.map((value) => Math.max(1, Math.floor(value)));
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder);
  let rest = total - shares.reduce((a, b) => a + b, 0);
  while (rest !== 0) {
    const before = rest;
    for (const { index } of rest > 0 ? byRemainder : [...byRemainder].reverse()) {
      const share = shares[index] ?? 0;
      if (rest > 0 && share < (weights[index] ?? 0)) {
        shares[index] = share + 1;
        rest -= 1;
      } else if (rest < 0 && share > 1) {
        shares[index] = share - 1;
        rest += 1;
      }
      if (rest === 0) break;
    }
    if (rest === before) throw new RangeError(`${total} cannot be shared out among ${weights.length}.`);
  }
  return shares;
}
