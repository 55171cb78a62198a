import { Refusal } from '../protocol/errors.ts';
import { mayActOn, type PersonRole } from '../protocol/room-rights.ts';
import type { Identity } from '../security/identity.ts';
import type { StoredRoom } from '../store/rooms.ts';
import { standingIn } from './access.ts';
import type { Chair } from './chair.ts';
import type { Seat } from './seat.ts';
import type { Seats } from './seats.ts';

export interface RolesListener {
  roleChanged(seats: readonly Seat[]): void;
}

/** Who is what in one room: by standing, by what the host has made of them, and by the chair. */
export class Roles {
  readonly #room: StoredRoom;
  readonly #seats: Seats;
  readonly #chair: Chair;
  readonly #listener: RolesListener;
  /** By account: what a host has decided holds on each of its pages, also after it has left and come again. */
  readonly #given = new Map<string, 'cohost' | 'member'>();

  constructor(room: StoredRoom, seats: Seats, chair: Chair, listener: RolesListener) {
    this.#room = room;
    this.#seats = seats;
    this.#chair = chair;
    this.#listener = listener;
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
      this.#given.set(seat.account.id, 'cohost');
      this.#chair.handOver(seat);
      return [];
    }
    if (seat.role === 'host') throw new Refusal('room.role_refused', 'Whoever holds the chair hands it over first.');
    this.#given.set(seat.account.id, role);
    const changed = this.#seats.ofAccount(seat.account.id).filter((one) => one.role !== 'host');
    for (const one of changed) one.role = role;
    this.#listener.roleChanged(changed);
    return changed;
  }

  /** A seat was given up: its chair passes on, and its holder comes back as a cohost. */
  gone(seat: Seat): void {
    if (seat.role === 'host' && seat.account !== null) this.#given.set(seat.account.id, 'cohost');
    this.#chair.gone(seat);
  }

  /** An account is no longer what it was. */
  forget(accountId: string): void {
    this.#given.delete(accountId);
  }

  #keepAsCohost(hostId: string | null): void {
    const account = this.#seats.joined.find(({ id }) => id === hostId)?.account;
    if (account !== undefined && account !== null) this.#given.set(account.id, 'cohost');
  }
}
