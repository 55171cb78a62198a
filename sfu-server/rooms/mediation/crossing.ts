import { Refusal } from '../../protocol/errors.ts';
import type { Seat } from '../seat.ts';
import type { Seats } from '../seats.ts';
import type { Wall } from './wall.ts';

/** What people do in a divided room beside sending sound and picture. */
export class Crossing {
  readonly #wall: Wall;
  readonly #seats: Seats;

  constructor(wall: Wall, seats: Seats) {
    this.#wall = wall;
    this.#seats = seats;
  }

  /** For what cannot be kept on one side: it waits until all are together. @throws Refusal `room.apart` */
  mustBeTogether(): void {
    if (this.#wall.stands) throw apart();
  }

  /**
   * What was meant for those inside must not come to everybody because it came late.
   * @param since of the division that its author's page had before it; null: of none
   * @throws Refusal `room.apart` where the room is divided in another way now
   */
  mustBeAsSeen(since: number | null): void {
    if (this.#wall.since !== since) throw apart();
  }

  /**
   * Who hears what a seat says; null: everybody.
   * @param since as of `mustBeAsSeen`
   * @throws Refusal `room.apart` for one who is outside, and as `mustBeAsSeen`
   */
  hearersOf(seat: Seat, since: number | null): readonly Seat[] | null {
    this.mustBeAsSeen(since);
    if (!this.#wall.stands) return null;
    if (!this.#wall.admits(seat.id)) throw apart();
    return this.#seats.joined.filter(({ id }) => this.#wall.admits(id));
  }
}

const apart = () => new Refusal('room.apart', 'The room is divided just now, or not any more.');
