import type { BoardElement, BoardNews, BoardSpot } from '../../../../../sfu-server/protocol/board.ts';

export interface Picture {
  readonly elements: ReadonlyMap<string, BoardElement>;
  /** By participant. */
  readonly pointers: ReadonlyMap<string, BoardSpot>;
}

/** What is seen after some news. Each may come twice, and one's own comes back later than it was drawn. */
export function applied(picture: Picture, news: readonly BoardNews[], selfId: string | null): Picture {
  const elements = new Map(picture.elements);
  const pointers = new Map(picture.pointers);
  for (const one of news) {
    if (one.op === 'put') put(elements, one.element, selfId);
    else if (one.op === 'extend') extend(elements, one);
    else if (one.op === 'remove') elements.delete(one.id);
    else if (one.op === 'clear') clear(elements, one.page);
    else pointers.set(one.by, one.at);
  }
  return { elements, pointers };
}

function put(elements: Map<string, BoardElement>, element: BoardElement, selfId: string | null): void {
  const known = elements.get(element.id);
  // One's own way has gone on since it was sent.
  if (known !== undefined && element.by === selfId && known.points.length > element.points.length) return;
  elements.set(element.id, element);
}

function extend(elements: Map<string, BoardElement>, { id, from, points }: Extract<BoardNews, { op: 'extend' }>): void {
  const known = elements.get(id);
  if (known === undefined || known.points.length < from) return;
  const added = points.slice(known.points.length - from);
  if (added.length > 0) elements.set(id, { ...known, points: [...known.points, ...added] });
}

function clear(elements: Map<string, BoardElement>, page: number | null): void {
  for (const [id, element] of elements) if (page === null || element.page === page) elements.delete(id);
}
