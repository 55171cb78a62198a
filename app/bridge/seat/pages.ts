import type { BridgeEvent, BridgeEventName, LineState, SessionState } from '../contract.ts';

/** Hears every event for one page. */
export type PageListener = <N extends BridgeEventName>(event: N, data: BridgeEvent<N>) => void;

/** The open pages of a seat, and what each of them is told. */
export class Pages {
  readonly #listeners = new Map<string, PageListener>();
  #lastLine = '';
  #lastSession = '';

  /** @param id null for a page that is alone; @returns whether it was there until then, at each call */
  open(id: string | null, listener: PageListener): () => boolean {
    const key = id ?? '';
    this.#listeners.set(key, listener);
    return () => this.#listeners.delete(key);
  }

  clear(): void {
    this.#listeners.clear();
  }

  /** Told only where it differs from what was told last. */
  tellLine(line: LineState): void {
    const text = JSON.stringify(line);
    if (text === this.#lastLine) return;
    this.#lastLine = text;
    this.tell('line.changed', line);
  }

  /** As `tellLine`. */
  tellSession(session: SessionState): void {
    const text = JSON.stringify(session);
    if (text === this.#lastSession) return;
    this.#lastSession = text;
    this.tell('session.changed', session);
  }

  /** What the server says: to the page that it is for, or to all. One that has closed meanwhile is past hearing it. */
  tellNotification(type: string, data: unknown, page: string | undefined): void {
    const listener = page === undefined ? undefined : this.#listeners.get(page);
    if (listener !== undefined) listener('server.notification', { type, data });
    else if (page === undefined || this.#listeners.has('')) this.tell('server.notification', { type, data });
  }

  tell<N extends BridgeEventName>(event: N, data: BridgeEvent<N>): void {
    for (const listener of [...this.#listeners.values()]) listener(event, data);
  }
}
