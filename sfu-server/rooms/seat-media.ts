import type { types } from 'mediasoup';
import type { MediaEngine } from '../media/media-engine.ts';
import { MediaPeer } from '../media/media-peer.ts';
import type { Reception } from '../media/reception.ts';
import type { TransportOffer } from '../protocol/media.ts';
import type { RoomProducer } from '../protocol/room.ts';
import type { Asker } from '../security/identity.ts';
import type { Conduct } from './conduct.ts';
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
}

/** What the seats of one room send and receive. */
export class SeatMedia {
  readonly #around: SeatMediaSurroundings;

  constructor(around: SeatMediaSurroundings) {
    this.#around = around;
  }

  /** Everything that is sent from seats. */
  get producers(): RoomProducer[] {
    return this.#around.seats.joined.flatMap((seat) =>
      (seat.peer?.sent ?? []).map(({ producer, source }) => roomProducerOf(seat, producer, source)),
    );
  }

  /** Gives a seat transports, in place of those that it had. @throws Refusal `media.unavailable` */
  async give(seat: Seat, asker: Asker): Promise<{ send: TransportOffer; recv: TransportOffer }> {
    const { engine, voice, stage, conduct } = this.#around;
    const { roomId } = voice;
    const { router, equipment: speaker, leave } = await stage.place();
    seat.closePeer();
    const rules = seatRules(seat, conduct, {
      receivable: (producerId) => this.#receive(producerId, router),
      closed: leave,
      // It fails only where the microphone is closed again already.
      microphone: (producer) => void speaker.add(producer, seat.id).catch(() => undefined),
      producerChanged: (producer) => voice.tell('room.producer', { roomId, producer }, seat),
      producerClosed: (producerId) => voice.tell('room.producerClosed', { roomId, producerId }, seat),
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

  async #receive(producerId: string, at: types.Router): Promise<Reception | null> {
    const sending = this.sending(producerId);
    return sending === null ? null : this.#around.stage.receive(sending, at);
  }
}
