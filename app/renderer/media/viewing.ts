import type { Dispose } from '../../bridge/bridge.ts';

/** Who is to keep a good picture when the line is short; the larger the sooner (mediasoup, `consumer.setPriority`). */
export const PRIORITIES = { strip: 1, main: 100, featured: 200 } as const;

/** What a tile needs of its picture. */
export interface Demand {
  readonly spatialLayer: number;
  /** 1 to 255; see `PRIORITIES`. */
  readonly priority: number;
}

/** What somebody looks at: one tile, in whatever window. */
export interface Viewer {
  /** Null: it is not on screen. */
  set(demand: Demand | null): void;
  readonly stop: Dispose;
}

/**
 * Which pictures are looked at, by whom, and how large. What nobody looks at is not sent. It outlives transports:
 * after a lost line the same pictures are wanted as before.
 */
export class Viewing {
  readonly #viewers = new Map<string, Map<symbol, Demand>>();
  readonly #changed: (producerId: string) => void;

  constructor(changed: (producerId: string) => void) {
    this.#changed = changed;
  }

  /** What the largest tile of a producer needs; null while nobody sees it. */
  of(producerId: string): Demand | null {
    const demands = [...(this.#viewers.get(producerId)?.values() ?? [])];
    if (demands.length === 0) return null;
    return {
      spatialLayer: Math.max(...demands.map(({ spatialLayer }) => spatialLayer)),
      priority: Math.max(...demands.map(({ priority }) => priority)),
    };
  }

  view(producerId: string): Viewer {
    const viewer = Symbol(producerId);
    const set = (demand: Demand | null) => {
      const before = this.of(producerId);
      const viewers = this.#viewers.get(producerId) ?? new Map<symbol, Demand>();
      if (demand === null) viewers.delete(viewer);
      else viewers.set(viewer, demand);
      if (viewers.size === 0) this.#viewers.delete(producerId);
      else this.#viewers.set(producerId, viewers);
      if (!same(before, this.of(producerId))) this.#changed(producerId);
    };
    return { set, stop: () => set(null) };
  }
}

function same(a: Demand | null, b: Demand | null): boolean {
  return a?.spatialLayer === b?.spatialLayer && a?.priority === b?.priority;
}
