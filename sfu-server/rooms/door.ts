import { Refusal } from '../protocol/errors.ts';
import type { RoomSettings } from '../protocol/room.ts';
import { runsRoom } from '../protocol/room-rights.ts';
import type { Identity } from '../security/identity.ts';
import type { KindPolicy } from './kinds/policy.ts';
import type { Seat } from './seat.ts';

/** Who walks in, who waits, and before whom the door is shut. */
export class Door {
  readonly #policy: KindPolicy;
  /** Whoever was removed does not walk in again: a host lets them in, or not. */
  readonly #removed: Set<string>;

  /** @param removed who was, before a restart */
  constructor(policy: KindPolicy, removed: readonly string[]) {
    this.#policy = policy;
    this.#removed = new Set(removed);
  }

  /** Whether a newcomer waits. @throws Refusal `room.locked` */
  waits(identity: Identity, role: Seat['role'], settings: RoomSettings): boolean {
    if (settings.locked && !runsRoom(role)) throw new Refusal('room.locked', 'The room is locked: nobody new comes in.');
    return this.#waits(identity, role, settings);
  }

  /** Whoever was removed: accounts by id, guests by their invitation. */
  get shutOut(): string[] {
    return [...this.#removed];
  }

  removed(seat: Seat): void {
    this.#removed.add(personOf(seat.identity));
  }

  admitted(seat: Seat): void {
    this.#removed.delete(personOf(seat.identity));
  }

  /** Of those who wait, whoever waits only for the lobby and not for their kind. */
  waitsForLobby(seat: Seat, settings: RoomSettings): boolean {
    return !this.#waits(seat.identity, seat.role, { ...settings, lobby: false });
  }

  #waits(identity: Identity, role: Seat['role'], settings: RoomSettings): boolean {
    if (this.#removed.has(personOf(identity))) return true;
    if (runsRoom(role)) return false;
    return settings.lobby || this.#policy.waits.some((waiting) => waiting === role);
  }
}

function personOf(identity: Identity): string {
  return identity.kind === 'guest' ? identity.invitationCode : identity.account.id;
}
