import type { Board, BoardNews } from '../../protocol/board.ts';
import type { Seat } from '../seat.ts';
import type { Seats } from '../seats.ts';
import type { RoomVoice } from '../voice.ts';
import type { StoredBoard } from './board-keep.ts';
import type { BoardRights } from './board-rights.ts';
import type { ShownBoard } from './shown-board.ts';
import { identityKey } from './viewers.ts';

/** What a room is told of what is shown: everybody what they see, and no more. */
export class BoardVoice {
  readonly #voice: RoomVoice;
  readonly #seats: Seats;
  readonly #rights: BoardRights;

  constructor(voice: RoomVoice, seats: Seats, rights: BoardRights) {
    this.#voice = voice;
    this.#seats = seats;
    this.#rights = rights;
  }

  /** Of a board what everybody who sees it knows. */
  head({ id, title, document, pages, page, presenterKey, presenterName, audience, openedAt }: StoredBoard): Board {
    const seats = this.#seats.joined.map((seat) => ({ id: seat.id, key: identityKey(seat.identity) }));
    return {
      ...{ id, title, pages, page, presenterName, openedAt },
      document: document === null ? null : { mediaType: document.mediaType, size: document.size },
      presenterId: seats.find(({ key }) => key === presenterKey)?.id ?? null,
      audience: audience === null ? null : seats.filter(({ key }) => audience.includes(key)).map((seat) => seat.id),
    };
  }

  /** Tells every seat what it sees now: those from whom it is kept hear that nothing is shown. @param open whether listeners see it */
  tell(shown: ShownBoard | null, open: boolean, except?: Seat): void {
    const { roomId } = this.#voice;
    const { presenters } = this.#rights;
    const seeing = { roomId, board: { presenters, shown: shown === null ? null : this.head(shown.stored) } };
    const blind = { roomId, board: { presenters, shown: null } };
    const others = this.#seats.joined.filter((seat) => seat !== except);
    const sees = (seat: Seat) => shown !== null && this.#rights.sees(seat, shown.stored);
    this.#voice.tellTo(others.filter(sees), 'board.changed', seeing);
    this.#voice.tellTo(
      others.filter((seat) => !sees(seat)),
      'board.changed',
      blind,
    );
    this.#voice.tellListeners('board.changed', open ? seeing : blind);
  }

  /** @param open whether listeners see it */
  tellNews({ stored, drawing }: ShownBoard, open: boolean, news: BoardNews[]): void {
    const viewers = this.#seats.joined.filter((seat) => this.#rights.sees(seat, stored));
    const told = { roomId: this.#voice.roomId, boardId: stored.id, version: drawing.version, news };
    this.#voice.tellTo(viewers, 'board.news', told);
    if (open) this.#voice.tellListeners('board.news', told);
  }
}
