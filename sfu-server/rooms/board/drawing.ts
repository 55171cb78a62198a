import {
  type BoardElement,
  type BoardNews,
  type BoardOp,
  MAX_COORDINATES,
  MAX_ELEMENT_COORDINATES,
  MAX_ELEMENTS,
} from '../../protocol/board.ts';
import { Refusal } from '../../protocol/errors.ts';

/** Whoever draws, under the name that outlives their seat. */
export interface Artist {
  readonly seatId: string;
  readonly key: string;
  /** May take away what others have drawn. */
  readonly mayEraseAll: boolean;
}

/** A drawn thing and whose it is. */
export interface KeptElement {
  readonly element: BoardElement;
  readonly byKey: string;
}

type Change = Exclude<BoardOp, { op: 'point' }>;

/** What is drawn on one board, within bounds; it knows what of it has to be written to the disk. */
export class Drawing {
  readonly #elements: Map<string, KeptElement>;
  #coordinates: number;
  #version = 0;
  readonly #unsaved = new Set<string>();

  constructor(kept: readonly KeptElement[]) {
    this.#elements = new Map(kept.map((one) => [one.element.id, one]));
    this.#coordinates = kept.reduce((sum, { element }) => sum + element.points.length, 0);
  }

  /** Grows by one with each change. */
  get version(): number {
    return this.#version;
  }

  get elements(): BoardElement[] {
    return [...this.#elements.values()].map(({ element }) => element);
  }

  /**
   * @returns what has changed by it; null where it was so already
   * @throws Refusal `board.full`, `right.missing` for what another one has drawn
   */
  apply(change: Change, artist: Artist): BoardNews | null {
    const news = this.#applied(change, artist);
    if (news !== null) this.#version += 1;
    return news;
  }

  /** Takes away all that is drawn on a page, or on all. */
  clear(page: number | null): BoardNews | null {
    const gone = [...this.#elements.values()].filter(({ element }) => page === null || element.page === page);
    if (gone.length === 0) return null;
    for (const { element } of gone) this.#remove(element);
    this.#version += 1;
    return { op: 'clear', page };
  }

  /** What has changed since it was last taken: as it is now, and the ids of what is gone. */
  takeUnsaved(): { readonly put: readonly KeptElement[]; readonly gone: readonly string[] } {
    const ids = [...this.#unsaved];
    this.#unsaved.clear();
    return {
      put: ids.flatMap((id) => this.#elements.get(id) ?? []),
      gone: ids.filter((id) => !this.#elements.has(id)),
    };
  }

  /** They could not be written: they are taken again. */
  putBack(ids: readonly string[]): void {
    for (const id of ids) this.#unsaved.add(id);
  }

  #applied(change: Change, artist: Artist): BoardNews | null {
    if (change.op === 'put') return this.#put({ ...change.element, by: artist.seatId }, artist);
    const known = this.#elements.get(change.id);
    // Erased by somebody else on the way here.
    if (known === undefined) return null;
    if (change.op === 'remove') {
      if (known.byKey !== artist.key && !artist.mayEraseAll) throw notYours();
      this.#remove(known.element);
      return { op: 'remove', id: change.id };
    }
    return this.#extend(known, change, artist);
  }

  #put(element: BoardElement, { key }: Artist): BoardNews {
    const known = this.#elements.get(element.id);
    if (known !== undefined && known.byKey !== key) throw notYours();
    if (known === undefined && this.#elements.size >= MAX_ELEMENTS) throw full();
    this.#take(element.points.length - (known?.element.points.length ?? 0));
    this.#elements.set(element.id, { element, byKey: key });
    this.#unsaved.add(element.id);
    return { op: 'put', element };
  }

  #extend({ element, byKey }: KeptElement, { from, points }: Extract<Change, { op: 'extend' }>, { key }: Artist): BoardNews | null {
    if (byKey !== key) throw notYours();
    // What was sent twice is added once; what has a gap before it is none of ours.
    const known = element.points.length - from;
    if (known < 0 || known >= points.length) return null;
    const added = points.slice(known);
    if (element.points.length + added.length > MAX_ELEMENT_COORDINATES) throw full();
    this.#take(added.length);
    this.#elements.set(element.id, { element: { ...element, points: [...element.points, ...added] }, byKey });
    this.#unsaved.add(element.id);
    return { op: 'extend', id: element.id, from: element.points.length, points: added };
  }

  #remove(element: BoardElement): void {
    this.#elements.delete(element.id);
    this.#coordinates -= element.points.length;
    this.#unsaved.add(element.id);
  }

  #take(coordinates: number): void {
    if (this.#coordinates + coordinates > MAX_COORDINATES) throw full();
    this.#coordinates += coordinates;
  }
}

function full(): Refusal {
  return new Refusal('board.full', 'There is as much on this board as it takes; clear something or open another one.');
}

function notYours(): Refusal {
  return new Refusal('right.missing', 'Only whoever has drawn it, the presenter and the hosts may change this.');
}
