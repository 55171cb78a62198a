import type { types } from 'mediasoup';
import type { MediaEngine } from '../media/media-engine.ts';
import { MediaPeer } from '../media/media-peer.ts';
import type { TransportOffer } from '../protocol/media.ts';
import type { RoomProducer } from '../protocol/room.ts';
import type { Asker } from '../security/identity.ts';
import type { Conduct } from './conduct.ts';
import type { Seat } from './seat.ts';
import { roomProducerOf, seatRules } from './seat-rules.ts';
import type { Seats } from './seats.ts';
import type { Stage } from './stage.ts';
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
    const { router, speaker } = await stage.open();
    seat.closePeer();
    const rules = seatRules(seat, conduct, {
      receivable: (producerId) => this.receivable(producerId),
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

  /** What is sent in the room under this id, from a seat or from the table. */
  receivable(producerId: string): types.Producer | null {
    for (const { peer } of this.#around.seats.joined) {
      const found = peer?.sent.find(({ producer }) => producer.id === producerId);
      if (found !== undefined) return found.producer;
    }
    return this.#around.table.receivable(producerId);
  }
}
