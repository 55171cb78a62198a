import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BoardElement, BoardNews, BoardSpot, DrawnElement } from '../../../../../sfu-server/protocol/board.ts';
import { Refusal } from '../../../../../sfu-server/protocol/errors.ts';
import type { NotificationData } from '../../../../../sfu-server/protocol/notifications.ts';
import type { Bridge, Dispose } from '../../../../bridge/bridge.ts';
import { onNotification, request } from '../../../../bridge/requests.ts';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { applied } from './news.ts';
import { OutgoingOps } from './outgoing-ops.ts';

export interface BoardView {
  readonly boardId: string | null;
  readonly elements: ReadonlyMap<string, BoardElement>;
  /** By participant. */
  readonly pointers: ReadonlyMap<string, BoardSpot>;
  /** The page that one looks at by oneself; null: the presenter's. */
  readonly ownPage: number | null;
  /** What could not be drawn or loaded, as it was refused. */
  readonly error: unknown;
}

const EMPTY: BoardView = { boardId: null, elements: new Map(), pointers: new Map(), ownPage: null, error: null };

/** What a seat sees of the board of its room, and what it draws itself: shown at once, told 25 times a second at most. */
export class BoardStore {
  readonly store: StoreApi<BoardView> = createStore(() => EMPTY);
  readonly #bridge: Bridge;
  readonly #room: RoomSession;
  readonly #outgoing: OutgoingOps;
  readonly #stops: Dispose[];
  readonly #own: string[] = [];
  #version = 0;
  /** News that came while what is drawn is being asked for. */
  #held: NotificationData<'board.news'>[] | null = null;
  #connection: string;

  constructor(bridge: Bridge, room: RoomSession) {
    this.#bridge = bridge;
    this.#room = room;
    this.#outgoing = new OutgoingOps(
      async (ops) => {
        const { boardId } = this.store.getState();
        if (boardId !== null) await request(bridge, 'board.draw', { roomId: this.#roomId, boardId, ops });
      },
      (error) => {
        this.store.setState({ error });
        // What was refused must not stay as if it were there.
        void this.#load();
      },
    );
    this.#connection = room.store.getState().connection;
    this.#stops = [room.store.subscribe(() => this.#roomChanged()), onNotification(bridge, 'board.news', (told) => this.#told(told))];
    this.#roomChanged();
  }

  draw(element: DrawnElement): void {
    const by = this.#room.store.getState().selfId ?? '';
    if (!this.store.getState().elements.has(element.id)) this.#own.push(element.id);
    this.#see([{ op: 'put', element: { ...element, by } }]);
    this.#outgoing.add({ op: 'put', element });
  }

  extend(id: string, points: readonly number[]): void {
    const from = this.store.getState().elements.get(id)?.points.length;
    if (from === undefined || points.length === 0) return;
    const op = { op: 'extend' as const, id, from, points: [...points] };
    this.#see([op]);
    this.#outgoing.add(op);
  }

  remove(id: string): void {
    this.#see([{ op: 'remove', id }]);
    this.#outgoing.add({ op: 'remove', id });
  }

  /** Takes back what oneself has drawn last and is still there. */
  undo(): void {
    for (let id = this.#own.pop(); id !== undefined; id = this.#own.pop()) {
      if (!this.store.getState().elements.has(id)) continue;
      this.remove(id);
      return;
    }
  }

  point(at: BoardSpot): void {
    this.#outgoing.add({ op: 'point', at });
  }

  /** Looks at a page by oneself; null: follows the presenter. */
  look(page: number | null): void {
    this.store.setState({ ownPage: page });
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    this.#outgoing.stop();
  }

  get #roomId(): string {
    return this.#room.store.getState().roomId;
  }

  #roomChanged(): void {
    const { state, phase, connection } = this.#room.store.getState();
    if (phase === 'ended') {
      this.dispose();
      return;
    }
    const boardId = state?.board.shown?.id ?? null;
    const back = connection === 'connected' && this.#connection !== 'connected';
    this.#connection = connection;
    if (boardId !== this.store.getState().boardId) {
      this.#own.length = 0;
      this.#outgoing.stop();
      this.store.setState({ ...EMPTY, boardId });
      if (boardId !== null) void this.#load();
    } else if (boardId !== null && back) {
      void this.#load();
    }
  }

  async #load(): Promise<void> {
    const { boardId } = this.store.getState();
    if (boardId === null) return;
    this.#held ??= [];
    try {
      const { version, elements } = await request(this.#bridge, 'board.get', { roomId: this.#roomId, boardId });
      if (this.store.getState().boardId !== boardId) return;
      this.#version = version;
      this.store.setState({ elements: new Map(elements.map((element) => [element.id, element])) });
    } catch (error) {
      // Without a line it is asked for when the line is back.
      if (Refusal.toValue(error).code !== 'line.offline') this.store.setState({ error });
    } finally {
      const held = this.#held ?? [];
      this.#held = null;
      for (const told of held) this.#told(told);
    }
  }

  #told(told: NotificationData<'board.news'>): void {
    if (told.roomId !== this.#roomId || told.boardId !== this.store.getState().boardId) return;
    if (this.#held !== null) {
      this.#held.push(told);
      return;
    }
    const pointers = told.news.filter(({ op }) => op === 'point');
    if (told.version > this.#version) this.#see(told.news);
    else if (pointers.length > 0) this.#see(pointers);
    this.#version = Math.max(this.#version, told.version);
  }

  #see(news: readonly BoardNews[]): void {
    const { elements, pointers } = this.store.getState();
    const { selfId } = this.#room.store.getState();
    this.store.setState(applied({ elements, pointers }, news, selfId));
  }
}

const boards = new WeakMap<RoomSession, BoardStore>();

/** The board of a seat; made when it is first asked for. */
export function boardOf(bridge: Bridge, room: RoomSession): BoardStore {
  const found = boards.get(room) ?? new BoardStore(bridge, room);
  boards.set(room, found);
  return found;
}
