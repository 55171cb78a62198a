import type { RoomSettings } from '../protocol/room.ts';
import { mayInRoom } from '../protocol/room-rights.ts';
import type { Door } from './door.ts';
import type { Seat } from './seat.ts';
import type { Seats } from './seats.ts';

export interface LobbySurroundings {
  readonly roomId: string;
  readonly seats: Seats;
  readonly door: Door;
  readonly settings: () => RoomSettings;
  /** Whom the door lets in is another now. */
  decided(): void;
  /** Who waits is another now. */
  changed(): void;
  drop(seat: Seat): void;
}

/** Those who wait at a room's door: let in, sent away, and shown to whoever may let them in. */
export class Lobby {
  readonly #around: LobbySurroundings;

  constructor(around: LobbySurroundings) {
    this.#around = around;
  }

  /** A host lets somebody in, who then joins again with the seat they were given at the door. @throws Refusal `participant.unknown`, `room.full` */
  admit(participantId: string): void {
    this.#admit(this.#around.seats.at('waiting', participantId));
    this.changed();
  }

  /** As many as there are seats, those who have waited longest first. @throws Refusal `room.full` */
  admitAll(): void {
    try {
      for (const seat of this.#around.seats.waiting) this.#admit(seat);
    } finally {
      this.changed();
    }
  }

  /** @throws Refusal `participant.unknown` */
  deny(participantId: string): void {
    const seat = this.#around.seats.at('waiting', participantId);
    seat.sitter?.notify('room.denied', { roomId: this.#around.roomId });
    this.#around.drop(seat);
  }

  /** There is no lobby any more: whoever waited only for it is let in. */
  opened(): void {
    const { seats, door, settings } = this.#around;
    for (const seat of seats.waiting) if (door.waitsForLobby(seat, settings()) && seats.hasFree) this.#admit(seat);
    this.changed();
  }

  /** Tells who waits. */
  changed(): void {
    const { roomId, seats } = this.#around;
    const { joined, lobby } = seats;
    for (const { role, sitter } of joined) if (mayInRoom(role, 'admit')) sitter?.notify('room.lobby', { roomId, lobby });
    this.#around.changed();
  }

  #admit(seat: Seat): void {
    const { roomId, seats, door } = this.#around;
    seats.checkFree();
    seat.stage = 'admitted';
    door.admitted(seat);
    this.#around.decided();
    seat.sitter?.notify('room.admitted', { roomId });
  }
}
