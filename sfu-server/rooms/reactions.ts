import { Refusal } from '../protocol/errors.ts';
import type { Reaction } from '../protocol/room-file.ts';
import type { Seat } from './seat.ts';
import type { RoomVoice } from './voice.ts';

/** One from each seat in this time, ms. */
const EVERY_MS = 1_000;

/** Small signs of those inside, told once and kept nowhere. */
export class Reactions {
  readonly #voice: RoomVoice;
  readonly #last = new WeakMap<Seat, number>();

  constructor(voice: RoomVoice) {
    this.#voice = voice;
  }

  /** @param hearers null: everybody. @throws Refusal `request.too_many` */
  show(seat: Seat, reaction: Reaction, now: number, hearers: readonly Seat[] | null): void {
    const waitMs = (this.#last.get(seat) ?? Number.NEGATIVE_INFINITY) + EVERY_MS - now;
    if (waitMs > 0) throw new Refusal('request.too_many', 'One reaction a second.', { retryAfterMs: waitMs });
    this.#last.set(seat, now);
    const news = { roomId: this.#voice.roomId, participantId: seat.id, reaction };
    if (hearers === null) this.#voice.tell('room.reaction', news);
    else this.#voice.tellTo(hearers, 'room.reaction', news);
  }
}
