import type { BoardElement, BoardNews, BoardSpot } from '../../../protocol/board.ts';
import type { RecordedBoardEvent, TimelineEvent } from '../../timeline/events.ts';

/** What was shown and drawn at a moment, as the timeline goes on. */
export class Drawing {
  readonly #events: readonly TimelineEvent[];
  readonly #elements = new Map<string, BoardElement>();
  readonly #pointers = new Map<string, BoardSpot>();
  #board: RecordedBoardEvent | null = null;
  #next = 0;
  #version = 0;

  constructor(events: readonly TimelineEvent[]) {
    this.#events = events.filter(({ type }) => type === 'board' || type === 'drawn');
  }

  get board(): RecordedBoardEvent | null {
    return this.#board;
  }

  /** Of the page that is shown, in order of drawing. */
  get elements(): Iterable<BoardElement> {
    return this.#elements.values();
  }

  get pointers(): Iterable<BoardSpot> {
    return this.#pointers.values();
  }

  /** Grows whenever something changes. */
  get version(): number {
    return this.#version;
  }

  /** Goes on to a moment, ms; it never goes back. */
  advance(atMs: number): void {
    for (let event = this.#events[this.#next]; event !== undefined && event.t <= atMs; event = this.#events[this.#next]) {
      this.#next += 1;
      this.#version += 1;
      if (event.type === 'board') this.#show(event.board);
      else if (event.type === 'drawn' && event.boardId === this.#board?.id) for (const one of event.news) this.#apply(one);
    }
  }

  #show(board: RecordedBoardEvent | null): void {
    if (board?.id !== this.#board?.id) {
      this.#elements.clear();
      this.#pointers.clear();
    }
    this.#board = board;
  }

  #apply(news: BoardNews): void {
    if (news.op === 'put') this.#elements.set(news.element.id, news.element);
    else if (news.op === 'remove') this.#elements.delete(news.id);
    else if (news.op === 'point') this.#pointers.set(news.by, news.at);
    else if (news.op === 'extend') this.#extend(news);
    else for (const [id, { page }] of this.#elements) if (news.page === null || page === news.page) this.#elements.delete(id);
  }

  /** What comes twice (in what was there at the beginning, and as news) is added once. */
  #extend({ id, from, points }: Extract<BoardNews, { op: 'extend' }>): void {
    const known = this.#elements.get(id);
    if (known === undefined || known.points.length < from) return;
    const added = points.slice(known.points.length - from);
    if (added.length > 0) this.#elements.set(id, { ...known, points: [...known.points, ...added] });
  }
}
