import { Refusal } from '../protocol/errors.ts';
import { mayActOn, type PersonRole } from '../protocol/room-rights.ts';
import type { Identity } from '../security/identity.ts';
import type { RoomDecisions } from '../store/room-decisions.ts';
import type { StoredRoom } from '../store/rooms.ts';
import { standingIn } from './access.ts';
import type { Chair } from './chair.ts';
import { type Seat, samePerson } from './seat.ts';
import type { Seats } from './seats.ts';

type Given = RoomDecisions['roles'];

export interface RolesListener {
  roleChanged(seats: readonly Seat[]): void;
  /** What is given to accounts is another now. */
  decided(): void;
}

/** Who is what in one room: by standing, by what the host has made of them, and by the chair. */
export class Roles {
  readonly #room: StoredRoom;
  readonly #seats: Seats;
  readonly #chair: Chair;
  readonly #listener: RolesListener;
  /** By account: what a host has decided holds on each of its pages, also after it has left and come again. */
  readonly #given: Map<string, Given[string]>;

  /** @param given what a host had decided before a restart */
  constructor(room: StoredRoom, seats: Seats, chair: Chair, given: Given, listener: RolesListener) {
    this.#room = room;
    this.#seats = seats;
    this.#chair = chair;
    this.#given = new Map(Object.entries(given));
    this.#listener = listener;
  }

  get given(): Given {
    return Object.fromEntries(this.#given);
  }

  /** What somebody sits down as; the chair is given afterwards. */
  arriving(identity: Identity): Exclude<PersonRole, 'host'> {
    const given = identity.kind === 'account' ? this.#given.get(identity.account.id) : undefined;
    return given ?? standingIn(this.#room, identity);
  }

  /** What somebody may act as, inside or from outside: an account that sits twice acts as the higher of its seats. */
  of(identity: Identity): PersonRole {
    if (identity.kind === 'guest') return 'guest';
    const roles = this.#seats.ofAccount(identity.account.id).map(({ role }) => role);
    return roles.includes('host') ? 'host' : this.arriving(identity);
  }

  /** @throws Refusal `participant.unknown`, `right.missing` for somebody of a higher role */
  seatBelow(participantId: string, actor: Identity): Seat {
    const seat = this.#seats.at('joined', participantId);
    if (!mayActOn(this.of(actor), seat.role)) throw new Refusal('right.missing', 'Only the host may do that to a host.');
    return seat;
  }

  /** The seat of somebody who is to be removed: with one of their seats they lose all. @throws Refusal as `seatBelow` */
  removable(participantId: string, actor: Identity): Seat {
    const seat = this.seatBelow(participantId, actor);
    if (samePerson(seat.identity, actor) || mayActOn(this.of(actor), this.of(seat.identity))) return seat;
    throw new Refusal('right.missing', 'Only the host may do that to a host.');
  }

  /** Somebody was removed: they run this room no more, from outside neither, until a host makes them something again. */
  removed({ account }: Seat): void {
    if (account !== null) this.#give(account.id, 'member');
  }

  /**
   * Makes somebody something; only the host does, and passes on no more than they have.
   * @returns the seats whose role is another now
   * @throws Refusal `participant.unknown`, `right.missing`, `room.role_refused` for guests and for the chair's own seat
   */
  set(participantId: string, role: 'host' | 'cohost' | 'member', actor: Identity): readonly Seat[] {
    if (this.of(actor) !== 'host') throw new Refusal('right.missing', 'Only the host gives roles.');
    const seat = this.#seats.at('joined', participantId);
    if (seat.account === null) throw new Refusal('room.role_refused', 'A guest stays a guest.');
    if (seat.role === role) return [];
    if (role === 'host') {
      this.#keepAsCohost(this.#chair.hostId);
      this.#give(seat.account.id, 'cohost');
      this.#chair.handOver(seat);
      return [];
    }
    if (seat.role === 'host') throw new Refusal('room.role_refused', 'Whoever holds the chair hands it over first.');
    this.#give(seat.account.id, role);
    const changed = this.#seats.ofAccount(seat.account.id).filter((one) => one.role !== 'host');
    for (const one of changed) one.role = role;
    this.#listener.roleChanged(changed);
    return changed;
  }

  /** A seat was given up: its chair passes on, and its holder comes back as a cohost. */
  gone(seat: Seat): void {
    if (seat.role === 'host' && seat.account !== null) this.#give(seat.account.id, 'cohost');
    this.#chair.gone(seat);
  }

  /** An account is no longer what it was: what it was given is gone, what it was denied is not. */
  forget(accountId: string): void {
    if (this.#given.get(accountId) !== 'cohost') return;
    this.#given.delete(accountId);
    this.#listener.decided();
  }

  #give(accountId: string, role: Given[string]): void {
    if (this.#given.get(accountId) === role) return;
    this.#given.set(accountId, role);
    this.#listener.decided();
  }

  #keepAsCohost(hostId: string | null): void {
    const account = this.#seats.joined.find(({ id }) => id === hostId)?.account;
    if (account !== undefined && account !== null) this.#give(account.id, 'cohost');
  }
}
