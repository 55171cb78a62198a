import type { Clock, Dispose } from '../media/clock.ts';
import type { NotificationData, NotificationType } from '../protocol/notifications.ts';
import type { Participant } from '../protocol/room.ts';
import { KnownRows } from './mediation/known-rows.ts';
import type { Wall } from './mediation/wall.ts';
import type { Seat } from './seat.ts';
import type { Seats } from './seats.ts';

/** From so many seats on, what many do at the same time is told together: each change told to each would be quadratic. */
export const LARGE_ROOM = 32;
/** How long changes are gathered in a large room, ms. Nobody notices a tenth of a second in a list of names. */
export const GATHER_MS = 100;

/** Hears what everybody inside hears, in the same order, as if it sat there. */
export interface RoomListener {
  readonly told: { readonly [T in NotificationType]?: (data: NotificationData<T>) => void };
  /** The room is being divided: what it receives has stopped when this is fulfilled. */
  restrain?(): Promise<void>;
  /** The room has ended for good. */
  ended(): void;
}

/** How a room speaks to those inside: the one channel of all its parts, in order. */
export class RoomVoice {
  readonly roomId: string;
  readonly #seats: Seats;
  readonly #clock: Clock;
  readonly #wall: Wall;
  readonly #known: KnownRows;
  readonly #participants = new Map<string, Participant>();
  readonly #left = new Set<string>();
  /** The newest of each state that is told as a whole. */
  readonly #states = new Map<NotificationType, () => void>();
  readonly #listeners = new Set<RoomListener>();
  #gathering: Dispose | null = null;

  constructor(roomId: string, seats: Seats, clock: Clock, wall: Wall) {
    this.roomId = roomId;
    this.#seats = seats;
    this.#clock = clock;
    this.#wall = wall;
    this.#known = new KnownRows(wall);
  }

  /** Tells all inside, at once; what was gathered before goes out before. */
  tell<T extends NotificationType>(type: T, data: NotificationData<T>, except?: Seat): void {
    this.flush();
    this.#tellAll(type, data, except);
  }

  /** Tells some of those inside and nobody else, listeners neither: what is kept from somebody is in no recording. */
  tellTo<T extends NotificationType>(seats: readonly Seat[], type: T, data: NotificationData<T>): void {
    this.flush();
    for (const seat of seats) seat.sitter?.notify(type, data);
  }

  /** Tells those who have no seat alone: what each seat is told in its own words, as everybody may know it. */
  tellListeners<T extends NotificationType>(type: T, data: NotificationData<T>): void {
    for (const { told } of this.#listeners) told[type]?.(data);
  }

  /** Somebody is new or has changed. Those outside a divided room learn of those inside only who is here. */
  participant(participant: Participant, except?: Seat): void {
    if (!this.#large) {
      this.flush();
      this.#tellRows([participant], [], except);
      return;
    }
    this.#participants.set(participant.id, participant);
    this.#gather();
  }

  /** Tells rows anew to those who may not have been told all of them: everybody, or those inside. */
  retell(rows: readonly Participant[]): void {
    if (rows.length === 0) return;
    const seats = this.#seats.joined.filter(({ id }) => this.#wall.admits(id));
    if (this.#wall.stands) this.tellTo(seats, 'room.participants', { roomId: this.roomId, participants: [...rows] });
    else {
      this.flush();
      this.#tellRows(rows, []);
    }
  }

  /** A row as a seat may see it just now. */
  rowFor(seat: Seat, row: Participant): Participant {
    return this.#known.seenBy(seat.id, row);
  }

  /** A state that is told as a whole has changed: in a large room only the last of a moment is told. */
  state<T extends NotificationType>(type: T, data: () => NotificationData<T>): void {
    if (!this.#large) {
      this.tell(type, data());
      return;
    }
    this.#states.set(type, () => this.#tellAll(type, data()));
    this.#gather();
  }

  /** Somebody is gone: what was to be told of them is told no more. */
  left(participantId: string): void {
    this.#participants.delete(participantId);
    this.#known.gone(participantId);
    if (!this.#large) {
      this.tell('room.participantLeft', { roomId: this.roomId, participantId });
      return;
    }
    this.#left.add(participantId);
    this.#gather();
  }

  /** Somebody who has no seat hears all that is told (a recording). */
  addListener(listener: RoomListener): Dispose {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when no listener receives anything that is sent in the room. */
  async restrainListeners(): Promise<void> {
    await Promise.all([...this.#listeners].map((listener) => listener.restrain?.()));
  }

  /** Those who listen hear that nothing more will come. */
  ended(): void {
    for (const listener of [...this.#listeners]) listener.ended();
  }

  /** Tells what was gathered now. */
  flush(): void {
    this.#gathering?.();
    this.#gathering = null;
    if (this.#participants.size > 0 || this.#left.size > 0) {
      const participants = [...this.#participants.values()];
      const left = [...this.#left];
      this.#participants.clear();
      this.#left.clear();
      this.#tellRows(participants, left);
    }
    const states = [...this.#states.values()];
    this.#states.clear();
    for (const tell of states) tell();
  }

  /** Nothing more is told. */
  close(): void {
    this.#gathering?.();
    this.#gathering = null;
    this.#participants.clear();
    this.#left.clear();
    this.#states.clear();
  }

  get #large(): boolean {
    return this.#seats.joined.length >= LARGE_ROOM;
  }

  #gather(): void {
    this.#gathering ??= this.#clock.after(GATHER_MS, () => this.flush());
  }

  #tellRows(rows: readonly Participant[], left: readonly string[], except?: Seat): void {
    const told = (participants: readonly Participant[]) => ({
      roomId: this.roomId,
      participants: [...participants],
      ...(left.length === 0 ? {} : { left: [...left] }),
    });
    if (!this.#wall.stands) {
      this.#known.told(rows);
      this.#tellAll('room.participants', told(rows), except);
      return;
    }
    const known = this.#known.news(rows);
    const nothing = known.length === 0 && left.length === 0;
    const [all, some] = [told(rows), told(known)];
    for (const seat of this.#seats.joined) {
      if (seat === except) continue;
      if (this.#wall.admits(seat.id)) seat.sitter?.notify('room.participants', all);
      else if (!nothing) seat.sitter?.notify('room.participants', some);
    }
    if (!nothing) this.tellListeners('room.participants', some);
  }

  #tellAll<T extends NotificationType>(type: T, data: NotificationData<T>, except?: Seat): void {
    for (const seat of this.#seats.joined) if (seat !== except) seat.sitter?.notify(type, data);
    this.tellListeners(type, data);
  }
}
