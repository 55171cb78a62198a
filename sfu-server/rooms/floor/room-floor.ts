import type { Clock } from '../../media/clock.ts';
import type { Floor } from '../../protocol/room.ts';
import { runsRoom } from '../../protocol/room-rights.ts';
import type { Conduct } from '../conduct.ts';
import type { Scene } from '../scene.ts';
import type { Seat } from '../seat.ts';
import type { Seats } from '../seats.ts';
import type { RoomVoice } from '../voice.ts';
import { FloorOrder } from './floor-order.ts';

export interface FloorSurroundings {
  readonly seats: Seats;
  readonly voice: RoomVoice;
  readonly scene: Scene;
  readonly clock: Clock;
  readonly conduct: () => Conduct;
  /** The order of speakers is known to all: it waits until a divided room is together. @throws Refusal `room.apart` */
  readonly mustBeTogether: () => void;
}

/**
 * The floor of one room: whoever has it may send whatever the settings say, and is shown large to everybody. When it is taken
 * back all is as it was before, with the microphone closed.
 */
export class RoomFloor {
  readonly #around: FloorSurroundings;
  readonly #order = new FloorOrder();
  /** Who was large before the speaker. */
  #shownBefore: readonly string[] = [];

  constructor(around: FloorSurroundings) {
    this.#around = around;
  }

  get state(): Floor {
    return this.#order.state;
  }

  isOf(seat: Seat): boolean {
    return this.#order.speakerId === seat.id;
  }

  hand(seat: Seat, raised: boolean): void {
    if (raised === (seat.handRaisedAt !== null)) return;
    seat.handRaisedAt = raised ? this.#around.clock.now() : null;
    if (raised) this.#order.raise(seat.id);
    else this.#order.lower(seat.id);
    this.#around.voice.participant(seat.participant());
    this.#tell();
  }

  /** @throws Refusal `participant.unknown` */
  lowerHand(participantId: string): void {
    this.hand(this.#seat(participantId), false);
  }

  /** @throws Refusal `participant.unknown`, `room.apart` */
  move(participantId: string, before: string | null): void {
    this.#around.mustBeTogether();
    this.#order.move(participantId, before);
    this.#tell();
  }

  /** @throws Refusal `participant.unknown`, `room.apart` */
  prepare(participantId: string | null): void {
    this.#around.mustBeTogether();
    this.#order.prepare(participantId === null ? null : this.#seat(participantId).id);
    this.#tell();
  }

  /** @throws Refusal `participant.unknown`, `room.apart` */
  async give(participantId: string, minutes: number | null): Promise<void> {
    this.#around.mustBeTogether();
    const { scene, voice, clock } = this.#around;
    const seat = this.#seat(participantId);
    const before = this.#order.speakerId;
    if (before === null) this.#shownBefore = scene.spotlight;
    this.#order.give(seat.id, minutes, clock.now());
    const changed = seat.handRaisedAt !== null || seat.held.has('microphone');
    seat.handRaisedAt = null;
    seat.held.delete('microphone');
    if (changed) voice.participant(seat.participant());
    this.#tell();
    scene.show([seat.id]);
    if (before !== null && before !== seat.id) await this.#silence(before);
  }

  /** @throws Refusal `floor.not_given` */
  extend(minutes: number): void {
    this.#order.extend(minutes, this.#around.clock.now());
    this.#tell();
  }

  /** @throws Refusal `floor.not_given` */
  async end(): Promise<void> {
    const speakerId = this.#order.end();
    this.#tell();
    this.#showAsBefore(speakerId);
    await this.#silence(speakerId);
  }

  /** A seat was given up; its speech ends with it. */
  gone(seat: Seat): void {
    const spoke = this.isOf(seat);
    if (this.#order.gone(seat.id)) this.#tell();
    if (spoke) this.#showAsBefore(seat.id);
  }

  #showAsBefore(speakerId: string): void {
    const { scene, seats } = this.#around;
    const { spotlight } = scene;
    // The host has shown somebody else meanwhile: that stays.
    if (spotlight.length !== 1 || spotlight[0] !== speakerId) return;
    scene.show(this.#shownBefore.filter((id) => seats.joined.some((seat) => seat.id === id)));
  }

  /** Whoever spoke is quiet, and has no more right than before; a host stays as they are. */
  async #silence(participantId: string): Promise<void> {
    const seat = this.#around.seats.joined.find(({ id }) => id === participantId);
    if (seat === undefined || runsRoom(seat.role)) return;
    const conduct = this.#around.conduct();
    await conduct.hold(seat, 'microphone');
    await conduct.enforce(seat);
  }

  #seat(participantId: string): Seat {
    return this.#around.seats.at('joined', participantId);
  }

  #tell(): void {
    const { voice } = this.#around;
    voice.state('room.floor', () => ({ roomId: voice.roomId, floor: this.#order.state }));
  }
}
