import { Refusal } from '../protocol/errors.ts';
import type { LobbyEntry } from '../protocol/room.ts';
import type { PersonRole } from '../protocol/room-rights.ts';
import { type Asker, type Identity, pageKey } from '../security/identity.ts';

import { Seat, type SeatStage } from './seat.ts';

/** People in a lobby at most. */
const MAX_WAITING = 100;

export interface Proof {
  readonly participantId: string;
  readonly seatKey: string;
}

/** The seats of one room, and the people at its door. */
export class Seats {
  readonly #seats = new Map<string, Seat>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  /** @param key as of `Seat` @throws Refusal `room.full` */
  add(identity: Identity, role: PersonRole, waits: boolean, now: number, key?: string): Seat {
    // Whoever waits takes no seat: a link opened many times must not keep the host out.
    if (!waits) this.checkFree();
    else if (this.waiting.length >= MAX_WAITING) throw new Refusal('room.full', 'Too many people wait at this door.');
    const seat = new Seat(identity, role, waits ? 'waiting' : 'admitted', now, key);
    this.#seats.set(seat.id, seat);
    return seat;
  }

  /** @throws Refusal `room.full` */
  checkFree(): void {
    if (!this.hasFree) throw new Refusal('room.full', 'Every seat of this room is taken.');
  }

  get hasFree(): boolean {
    return this.#seats.size - this.waiting.length < this.#max;
  }

  /** False where it was gone already. */
  delete(seat: Seat): boolean {
    return this.#seats.delete(seat.id);
  }

  has(seat: Seat): boolean {
    return this.#seats.has(seat.id);
  }

  clear(): void {
    this.#seats.clear();
  }

  get all(): readonly Seat[] {
    return [...this.#seats.values()];
  }

  get joined(): readonly Seat[] {
    return this.all.filter(({ stage }) => stage === 'joined');
  }

  get waiting(): readonly Seat[] {
    return this.all.filter(({ stage }) => stage === 'waiting');
  }

  get lobby(): LobbyEntry[] {
    return this.waiting.map((seat) => seat.lobbyEntry());
  }

  /**
   * The seat that an asker comes back to: the one they prove, or without a proof the one on which their page sits.
   * A seat given up meanwhile, or one from before a restart, is as good as none: one comes in anew.
   */
  returning(asker: Asker, identity: Identity, proof: Proof | null): Seat | null {
    if (proof === null) return this.#ofPage(asker);
    const seat = this.#seats.get(proof.participantId);
    return seat?.belongsTo(identity, proof.seatKey) ? seat : null;
  }

  /** @throws Refusal `room.not_joined` */
  own(asker: Asker): Seat {
    const seat = this.#ofPage(asker);
    if (seat === null) throw new Refusal('room.not_joined', 'You are not in this room.');
    return seat;
  }

  /** @throws Refusal `room.not_joined`, `room.waiting` */
  ownJoined(asker: Asker): Seat {
    const seat = this.own(asker);
    if (seat.stage !== 'joined') throw new Refusal('room.waiting', 'You have not been let in yet.');
    return seat;
  }

  /** Where an account sits; it may sit on several pages. */
  ofAccount(accountId: string): readonly Seat[] {
    return this.joined.filter(({ account }) => account?.id === accountId);
  }

  /** @throws Refusal `participant.unknown` where there is none of this id at this stage */
  at(stage: SeatStage, participantId: string): Seat {
    const seat = this.#seats.get(participantId);
    if (seat?.stage !== stage) throw new Refusal('participant.unknown', 'There is nobody of this id here.');
    return seat;
  }

  #ofPage(asker: Asker): Seat | null {
    const key = pageKey(asker);
    for (const seat of this.#seats.values()) if (seat.sitter?.pageKey === key) return seat;
    return null;
  }
}
