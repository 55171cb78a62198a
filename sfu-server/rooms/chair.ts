import { isAllowed } from '../protocol/rights.ts';
import type { Account } from '../protocol/session.ts';
import type { StoredRoom } from '../store/rooms.ts';
import { CREATE_ACTION } from './access.ts';
import type { Seat } from './seat.ts';

/** Whoever was called in to help does not run the room. */
const isCalled = (account: Account, { called }: StoredRoom) => called.has(account.id);

/** Who follows a host that is gone: of those present, the first class that has somebody, in it whoever is there longest. */
const SUCCESSION: readonly ((seat: Seat, room: StoredRoom) => boolean)[] = [
  ({ role }) => role === 'cohost',
  ({ account }, room) => account !== null && account.organisation.id === room.orgId && !isCalled(account, room),
  ({ account }, room) => {
    const { kind, orgPath } = room;
    if (account === null || isCalled(account, room)) return false;
    const { path } = account.organisation;
    const onLine = path.startsWith(orgPath) || orgPath.startsWith(path);
    return onLine && isAllowed(account.role, CREATE_ACTION[kind], path, path);
  },
];

export interface ChairListener {
  /** The holder changed, and with it these seats' roles. */
  chairChanged(hostId: string | null, seats: readonly Seat[]): void;
  /** Whether somebody is inside a divided room; true where it is whole. */
  admits(seat: Seat): boolean;
}

/**
 * The chair of one room: one seat holds it, or nobody. Whoever opened the room takes it when they come in; until then the
 * first of the staff does in their stead. It passes on when its holder's seat is given up (60 s after the line is cut, or by
 * leaving), and whoever lost it comes back as a cohost.
 */
export class Chair {
  readonly #room: StoredRoom;
  readonly #present: () => readonly Seat[];
  readonly #listener: ChairListener;
  #holder: Seat | null = null;
  /** The holder only stands in for whoever opened the room, who has not been here yet. */
  #standIn = false;
  #everHeld = false;

  constructor(room: StoredRoom, present: () => readonly Seat[], listener: ChairListener) {
    this.#room = room;
    this.#present = present;
    this.#listener = listener;
  }

  get hostId(): string | null {
    return this.#holder?.id ?? null;
  }

  /** Somebody has come in, with their standing role. */
  came(seat: Seat): void {
    if (seat.account === null) return;
    const opener = seat.account.id === this.#room.createdById && seat.role === 'cohost';
    if (opener && (this.#holder === null || this.#standIn)) this.#give(seat, false);
    else if (this.#holder === null && this.#mayTake(seat)) this.#give(seat, !this.#everHeld);
  }

  /** A seat was given up. */
  gone(seat: Seat): void {
    if (this.#holder !== seat) return;
    this.#holder = null;
    const next = this.#successor();
    if (next === null) this.#listener.chairChanged(null, []);
    else this.#give(next, false);
  }

  /** The holder hands it over; becomes a cohost. */
  handOver(to: Seat): void {
    if (to !== this.#holder) this.#give(to, false);
  }

  clear(): void {
    this.#holder = null;
  }

  /** Before anybody has ever held it only those who run the room do: a member who is early does not. */
  #mayTake(seat: Seat): boolean {
    const classes = this.#everHeld ? SUCCESSION : SUCCESSION.slice(0, 1);
    return classes.some((fits) => fits(seat, this.#room));
  }

  #successor(): Seat | null {
    const present = this.#present()
      .filter(({ account, sitter }) => account !== null && sitter !== null)
      .toSorted((a, b) => a.since - b.since);
    // While some talk apart the chair stays with them where it can: nobody from outside is to decide when they are heard.
    for (const group of [present.filter((seat) => this.#listener.admits(seat)), present]) {
      for (const fits of SUCCESSION) {
        const found = group.find((seat) => fits(seat, this.#room));
        if (found !== undefined) return found;
      }
    }
    return null;
  }

  #give(to: Seat, standIn: boolean): void {
    const before = this.#holder;
    if (before !== null) before.role = 'cohost';
    to.role = 'host';
    this.#holder = to;
    this.#standIn = standIn;
    this.#everHeld = true;
    this.#listener.chairChanged(to.id, before === null ? [to] : [before, to]);
  }
}
