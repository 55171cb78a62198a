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
   * Who hears what a seat says; null: everybody.
   * @throws Refusal `room.apart` for one who is outside
   */
  hearersOf(seat: Seat): readonly Seat[] | null {
    if (!this.#wall.stands) return null;
    if (!this.#wall.admits(seat.id)) throw apart();
    return this.#seats.joined.filter(({ id }) => this.#wall.admits(id));
  }
}

const apart = () => new Refusal('room.apart', 'The room is divided just now.');
