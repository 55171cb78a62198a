import type { types } from 'mediasoup';
import type { Clock } from '../media/clock.ts';
import type { PeerRegistry } from '../media/peer-registry.ts';
import { Refusal } from '../protocol/errors.ts';
import type { TransportOffer } from '../protocol/media.ts';
import type { NotificationData } from '../protocol/notifications.ts';
import { type Asker, pageKey } from '../security/identity.ts';
import { type Seat, type Sitter, sitterOf } from './seat.ts';
import type { SeatMedia } from './seat-media.ts';
import type { Seats } from './seats.ts';

/** How long a seat is held for somebody whose line is cut, ms (design: "survives a lost connection for 60 s"). */
export const SEAT_HELD_MS = 60_000;

export interface PresenceSurroundings {
  readonly roomId: string;
  readonly seats: Seats;
  readonly media: SeatMedia;
  readonly peers: PeerRegistry;
  readonly clock: Clock;
  /** Somebody is about to sit down for the first time. */
  arriving(seat: Seat): void;
  /** A page has sat down; `resumed`: on a seat that it, or another page of the same person, had before. */
  came(seat: Seat, resumed: boolean): void;
  /** The page of a seat is cut off or back again. */
  changed(seat: Seat): void;
  /** A seat was given up; `joined`: not at the door. */
  gone(seat: Seat, joined: boolean): void;
  /** The last one has gone, and nobody is on the way in. */
  emptied(): void;
}

/** Who sits in a room: pages come in, are cut off, come back within the time that their seats are held, and go. */
export class Presence {
  readonly #around: PresenceSurroundings;
  /** Pages that are coming in just now: one whose line is cut on the way must not be seated. */
  readonly #arrivals = new Set<{ readonly pageKey: string; lost: boolean }>();

  constructor(around: PresenceSurroundings) {
    this.#around = around;
  }

  /**
   * Seats a page, with new transports where it wants them or the old ones are of no use.
   * @throws Refusal `media.unavailable`, `request.cancelled` and `room.not_joined` where the page or the seat is gone meanwhile
   */
  async comeIn(
    seat: Seat,
    asker: Asker,
    fresh: boolean,
  ): Promise<{ resumed: boolean; transports: { send: TransportOffer; recv: TransportOffer } | null }> {
    const { seats, media } = this.#around;
    const resumed = seat.stage === 'joined';
    const arrival = { pageKey: pageKey(asker), lost: false };
    this.#arrivals.add(arrival);
    try {
      const transports = fresh || seat.peer === null || !seat.peer.usable ? await media.give(seat, asker) : null;
      if (arrival.lost) throw new Refusal('request.cancelled', 'The page was closed meanwhile.');
      if (!seats.has(seat)) throw new Refusal('room.not_joined', 'The seat was given up meanwhile.');
      if (seat.peer?.usable !== true) throw new Refusal('media.unavailable', 'The media worker has gone; join again.', { retryAfterMs: 0 });
      this.#arrivals.delete(arrival);
      if (!resumed) this.#around.arriving(seat);
      seat.stage = 'joined';
      this.sit(seat, sitterOf(asker));
      this.#around.came(seat, resumed);
      if (transports === null) seat.peer.refreshPictures();
      return { resumed, transports };
    } catch (error) {
      this.#arrivals.delete(arrival);
      // A newcomer who does not get in leaves no empty seat behind; one who had a seat has it held.
      if (seat.stage !== 'joined') this.drop(seat);
      else if (seat.sitter === null && seats.has(seat)) this.#hold(seat);
      throw error;
    }
  }

  /** Gives the seat to a page; whichever page had it before is told. */
  sit(seat: Seat, sitter: Sitter): void {
    const before = seat.sitter;
    if (before !== null && before.pageKey !== sitter.pageKey) this.#close(before, 'moved');
    seat.sitter = sitter;
    seat.stopHolding?.();
    seat.stopHolding = null;
    seat.releasePeer?.();
    seat.peer?.tell(sitter.notify);
    seat.releasePeer = seat.peer === null ? null : this.#around.peers.add(sitter.pageKey, seat.peer);
  }

  /** The line of a page is cut; with `gone` the page itself is closed and its ends of the transports with it. */
  pageLost(key: string, gone: boolean): void {
    for (const arrival of this.#arrivals) if (arrival.pageKey === key) arrival.lost = true;
    for (const seat of this.#around.seats.all) {
      if (seat.sitter?.pageKey !== key) continue;
      seat.sitter = null;
      if (gone) seat.closePeer();
      this.#hold(seat);
      this.#around.changed(seat);
    }
  }

  /** A worker died: those who sat on it join again by themselves, within the time that a seat is held. The others stay. */
  routerLost(router: types.Router): void {
    for (const seat of this.#around.seats.joined) {
      if (seat.peer?.router !== router) continue;
      seat.closePeer();
      this.#close(seat.sitter, 'rebuilt');
      this.#hold(seat);
    }
  }

  /** Somebody has to go. */
  putOut(seat: Seat): void {
    this.#close(seat.sitter, 'removed');
    this.drop(seat);
  }

  /** Gives a seat up; of one that is given up already nothing is left to be done. */
  drop(seat: Seat): void {
    const { seats } = this.#around;
    if (!seats.delete(seat)) return;
    const joined = seat.stage === 'joined';
    seat.dispose();
    this.#around.gone(seat, joined);
    if (seats.joined.length === 0 && this.#arrivals.size === 0) this.#around.emptied();
  }

  #hold(seat: Seat): void {
    seat.stopHolding?.();
    seat.stopHolding = this.#around.clock.after(SEAT_HELD_MS, () => this.drop(seat));
  }

  #close(sitter: Sitter | null, reason: NotificationData<'room.closed'>['reason']): void {
    sitter?.notify('room.closed', { roomId: this.#around.roomId, reason });
  }
}
