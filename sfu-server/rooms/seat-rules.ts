import type { types } from 'mediasoup';
import type { OwnSource, PeerRules } from '../media/media-peer.ts';
import type { Reception } from '../media/reception.ts';
import type { RoomProducer } from '../protocol/room.ts';
import type { Seat } from './seat.ts';

/** What a room hears of the media of one of its seats. */
export interface SeatMediaListener {
  receivable(producerId: string): Promise<Reception | null>;
  /** Whether it may reach this seat just now. */
  mayFlow(producerId: string): boolean;
  /** The seat's transports are closed. */
  closed(): void;
  microphone(producer: types.Producer): void;
  producerChanged(producer: RoomProducer): void;
  producerClosed(producerId: string): void;
}

/** What a room says to a seat that wants to send; `Conduct` is one. */
export interface SendingRules {
  admitProducing(seat: Seat, source: OwnSource): 'open' | 'paused';
  admitResuming(seat: Seat, source: OwnSource): void;
  mayStayOpen(seat: Seat, source: OwnSource): boolean;
}

export function roomProducerOf(seat: Seat, producer: types.Producer, source: OwnSource): RoomProducer {
  return { id: producer.id, participantId: seat.id, kind: producer.kind, source, paused: producer.paused };
}

/** A seat sends what its room lets it, and receives what is in its room. */
export function seatRules(seat: Seat, sending: SendingRules, listener: SeatMediaListener): PeerRules {
  return {
    maySend: true,
    admitProducing: (source) => sending.admitProducing(seat, source),
    admitResuming: (source) => sending.admitResuming(seat, source),
    mayStayOpen: (source) => sending.mayStayOpen(seat, source),
    receivable: (producerId) => listener.receivable(producerId),
    mayFlow: (producerId) => listener.mayFlow(producerId),
    produced: (producer, source) => {
      seat.returning.delete(source);
      if (source === 'microphone') listener.microphone(producer);
      listener.producerChanged(roomProducerOf(seat, producer, source));
    },
    producerChanged: (producer, source) => listener.producerChanged(roomProducerOf(seat, producer, source)),
    producerClosed: (producerId) => listener.producerClosed(producerId),
    closed: () => listener.closed(),
  };
}
