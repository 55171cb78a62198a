import type { types } from 'mediasoup';
import type { OwnSource, PeerRules } from '../media/media-peer.ts';
import type { RoomProducer } from '../protocol/room.ts';
import type { Seat } from './seat.ts';

/** What a room hears of the media of one of its seats. */
export interface SeatMediaListener {
  receivable(producerId: string): types.Producer | null;
  microphone(producer: types.Producer): void;
  producerChanged(producer: RoomProducer): void;
  producerClosed(producerId: string): void;
}

export function roomProducerOf(seat: Seat, producer: types.Producer, source: OwnSource): RoomProducer {
  return { id: producer.id, participantId: seat.id, kind: producer.kind, source, paused: producer.paused };
}

/** A seat sends what it likes and receives what is in its room. */
export function seatRules(seat: Seat, listener: SeatMediaListener): PeerRules {
  return {
    maySend: true,
    receivable: (producerId) => listener.receivable(producerId),
    produced: (producer, source) => {
      if (source === 'microphone') listener.microphone(producer);
      listener.producerChanged(roomProducerOf(seat, producer, source));
    },
    producerChanged: (producer, source) => listener.producerChanged(roomProducerOf(seat, producer, source)),
    producerClosed: (producerId) => listener.producerClosed(producerId),
  };
}
