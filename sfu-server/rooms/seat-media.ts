import type { types } from 'mediasoup';
import type { MediaEngine } from '../media/media-engine.ts';
import { MediaPeer } from '../media/media-peer.ts';
import type { Reception } from '../media/reception.ts';
import type { TransportOffer } from '../protocol/media.ts';
import type { RoomProducer } from '../protocol/room.ts';
import type { Asker } from '../security/identity.ts';
import type { Conduct } from './conduct.ts';
import { type Sender, TABLE, type Wall } from './mediation/wall.ts';
import type { Seat } from './seat.ts';
import { roomProducerOf, seatRules } from './seat-rules.ts';
import type { Seats } from './seats.ts';
import type { Sending, Stage } from './stage.ts';
import type { Table } from './table.ts';
import type { RoomVoice } from './voice.ts';

export interface SeatMediaSurroundings {
  readonly engine: MediaEngine;
  readonly seats: Seats;
  readonly voice: RoomVoice;
  readonly table: Table;
  readonly stage: Stage;
  readonly conduct: Conduct;
  readonly wall: Wall;
}

/** What the seats of one room send and receive. */
export class SeatMedia {
  readonly #around: SeatMediaSurroundings;
  /** What was closed on either side of the wall, and not told to the other. */
  readonly #closedUnseen = new Set<string>();

  constructor(around: SeatMediaSurroundings) {
    this.#around = around;
  }

  /** Everything that is sent from seats. */
  get producers(): RoomProducer[] {
    return this.#around.seats.joined.flatMap((seat) =>
      (seat.peer?.sent ?? []).map(({ producer, source }) => roomProducerOf(seat, producer, source)),
    );
  }

  /** What a seat may receive just now, from seats and from the table, and what it sends itself. */
  producersFor(seat: Seat): RoomProducer[] {
    const { wall, table } = this.#around;
    const ofTable = wall.lets(seat.id, TABLE) ? table.producers : [];
    return [...this.producers.filter(({ participantId }) => wall.lets(seat.id, participantId)), ...ofTable];
  }

  /** Stops what may not cross the wall. @returns when every worker has acknowledged it */
  async restrain(): Promise<void> {
    await Promise.all(this.#around.seats.joined.map(({ peer }) => peer?.restrain()));
  }

  /** Starts what may flow again, and tells everybody what they were not told meanwhile. */
  async release(): Promise<void> {
    const { seats, voice, table, wall } = this.#around;
    // Whoever was taken in has seen the others' tiles before; to those who have heard it already it says nothing.
    const inside = seats.joined.filter(({ id }) => wall.admits(id));
    for (const producerId of this.#closedUnseen) {
      if (wall.stands) voice.tellTo(inside, 'room.producerClosed', { roomId: voice.roomId, producerId });
      else voice.tell('room.producerClosed', { roomId: voice.roomId, producerId });
    }
    if (!wall.stands) this.#closedUnseen.clear();
    for (const producer of this.producers) this.tell(producer, producer.participantId);
    for (const producer of table.producers) this.tell(producer, TABLE);
    await Promise.all(seats.joined.map(({ peer }) => peer?.release()));
  }

  /** Tells of a stream whoever may receive it just now. */
  tell(producer: RoomProducer, sender: Sender, except?: Seat): void {
    const { voice, wall } = this.#around;
    const news = { roomId: voice.roomId, producer };
    if (!wall.stands) voice.tell('room.producer', news, except);
    else voice.tellTo(this.#receivers(sender, except), 'room.producer', news);
  }

  /** Tells that a stream has ended; whoever is on the other side of the wall hears it afterwards. */
  tellClosed(producerId: string, sender: Sender, except?: Seat): void {
    const { voice, wall } = this.#around;
    const news = { roomId: voice.roomId, producerId };
    if (!wall.stands) {
      voice.tell('room.producerClosed', news, except);
      return;
    }
    this.#closedUnseen.add(producerId);
    voice.tellTo(this.#receivers(sender, except), 'room.producerClosed', news);
  }

  /** Gives a seat transports, in place of those that it had. @throws Refusal `media.unavailable` */
  async give(seat: Seat, asker: Asker): Promise<{ send: TransportOffer; recv: TransportOffer }> {
    const { engine, stage, conduct, wall } = this.#around;
    const { router, equipment: speaker, leave } = await stage.place();
    seat.closePeer();
    const rules = seatRules(seat, conduct, {
      receivable: (producerId) => this.#receive(producerId, router),
      mayFlow: (producerId) => !wall.stands || wall.lets(seat.id, this.#senderOf(producerId)),
      closed: leave,
      // It fails only where the microphone is closed again already.
      microphone: (producer) => void speaker.add(producer, seat.id).catch(() => undefined),
      producerChanged: (producer) => this.tell(producer, seat.id, seat),
      producerClosed: (producerId) => this.tellClosed(producerId, seat.id, seat),
    });
    const peer = new MediaPeer(engine, router, rules, asker.notify);
    seat.peer = peer;
    const [send, recv] = await Promise.all([peer.addTransport(true), peer.addTransport(false)]);
    return { send, recv };
  }

  /** What is sent in the room under this id, from a seat or from the table, and where. */
  sending(producerId: string): Sending | null {
    const { seats, table, stage } = this.#around;
    for (const { peer } of seats.joined) {
      const producer = peer?.sentAs(producerId);
      if (peer !== null && producer != null) return { producer, router: peer.router };
    }
    const producer = table.receivable(producerId);
    return producer === null || stage.router === null ? null : { producer, router: stage.router };
  }

  #senderOf(producerId: string): Sender {
    const { seats, table } = this.#around;
    const sender = seats.joined.find(({ peer }) => peer?.sentAs(producerId) != null);
    if (sender !== undefined) return sender.id;
    return table.receivable(producerId) === null ? null : TABLE;
  }

  #receivers(sender: Sender, except: Seat | undefined): Seat[] {
    const { seats, wall } = this.#around;
    return seats.joined.filter((seat) => seat !== except && wall.lets(seat.id, sender));
  }

  async #receive(producerId: string, at: types.Router): Promise<Reception | null> {
    const sending = this.sending(producerId);
    return sending === null ? null : this.#around.stage.receive(sending, at);
  }
}
