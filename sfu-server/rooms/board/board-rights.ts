import type { Clock } from '../../media/clock.ts';
import { Refusal } from '../../protocol/errors.ts';
import { mayPresent, runsRoom } from '../../protocol/room-rights.ts';
import { RateLimit } from '../../security/rate-limit.ts';
import type { Wall } from '../mediation/wall.ts';
import type { Seat } from '../seat.ts';
import type { Seats } from '../seats.ts';
import type { StoredBoard } from './board-keep.ts';
import { identityKey, maySee } from './viewers.ts';

/** Steps that one seat may draw: consoles send at most 30 times a second, of a stroke under way one step and the pointer. */
const DRAW_BURST = 240;
const DRAWS_PER_SECOND = 80;

export interface BoardRightsSurroundings {
  readonly seats: Seats;
  readonly clock: Clock;
  readonly wall: Wall;
  readonly hasFloor: (seat: Seat) => boolean;
}

/** Who may show, draw, turn, close and see what is shown to a room. */
export class BoardRights {
  readonly #around: BoardRightsSurroundings;
  /** By `identityKey`: whom a host has let show something. */
  readonly #let = new Set<string>();
  readonly #haste = new WeakMap<Seat, RateLimit>();

  constructor(around: BoardRightsSurroundings) {
    this.#around = around;
  }

  /** Seats of those whom a host has let show something. */
  get presenters(): string[] {
    return this.#around.seats.joined.filter((seat) => this.isLet(seat)).map(({ id }) => id);
  }

  isLet(seat: Seat): boolean {
    return this.#let.has(identityKey(seat.identity));
  }

  let(seat: Seat, allowed: boolean): void {
    const key = identityKey(seat.identity);
    if (allowed) this.#let.add(key);
    else this.#let.delete(key);
  }

  sees(seat: Seat, board: StoredBoard): boolean {
    return this.admits(seat) && maySee(board, seat);
  }

  /** Whether the seat is inside: of a divided room only those have boards. */
  admits(seat: Seat): boolean {
    return this.#around.wall.admits(seat.id);
  }

  /** Whoever shows a board and the hosts close it, clear it and rub out what others have drawn. */
  directs(seat: Seat, { presenterKey }: StoredBoard): boolean {
    return runsRoom(seat.role) || (identityKey(seat.identity) === presenterKey && this.#may(seat));
  }

  /** @throws Refusal `right.missing` */
  mustPresent(seat: Seat): void {
    if (!this.#may(seat)) throw new Refusal('right.missing', 'The host has not let you show anything.');
  }

  /** @throws Refusal `room.apart` */
  mustBeInside(seat: Seat): void {
    if (!this.admits(seat)) throw apart();
  }

  /** @throws Refusal `right.missing` */
  mustRun(seat: Seat): void {
    if (!runsRoom(seat.role)) throw new Refusal('right.missing', 'Only a host decides who sees it.');
  }

  /** Nobody takes the place of somebody who is showing something, but those who run the room. @throws Refusal `board.taken` */
  mustBeFree(seat: Seat, shown: StoredBoard | null): void {
    if (shown === null || runsRoom(seat.role) || shown.presenterKey === identityKey(seat.identity)) return;
    const holders = this.#around.seats.joined.filter((one) => identityKey(one.identity) === shown.presenterKey);
    if (holders.some((holder) => this.#may(holder))) throw new Refusal('board.taken', 'Somebody else is showing something.');
  }

  /** @throws Refusal `request.too_many` */
  slowDown(seat: Seat, steps: number): void {
    const limit = this.#haste.get(seat) ?? new RateLimit(DRAW_BURST, DRAWS_PER_SECOND, () => this.#around.clock.now());
    this.#haste.set(seat, limit);
    const retryAfterMs = limit.take(steps);
    if (retryAfterMs > 0) throw new Refusal('request.too_many', 'More is drawn than can be told.', { retryAfterMs });
  }

  #may(seat: Seat): boolean {
    return mayPresent({ role: seat.role, hasFloor: this.#around.hasFloor(seat), presenter: this.isLet(seat) });
  }
}

export function apart(): Refusal {
  return new Refusal('room.apart', 'The room is divided just now, or was meanwhile.');
}
