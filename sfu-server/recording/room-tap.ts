import type { types } from 'mediasoup';
import type { BaseLogger } from 'pino';
import { z } from 'zod';
import type { RoomProducer } from '../protocol/room.ts';
import type { RecordedRoom } from './recorded-room.ts';
import type { ToRecorder } from './recorder/orders.ts';
import type { TrackInfo } from './recorder/packet-log.ts';

/** What a producer's trace says of a sender report. */
const senderReportSchema = z.object({
  ssrc: z.number(),
  ntpSec: z.number(),
  ntpFrac: z.number(),
  rtpTs: z.number(),
});

const CODECS: Readonly<Record<string, TrackInfo['codec']>> = { 'audio/opus': 'opus', 'video/vp8': 'vp8', 'video/h264': 'h264' };
/** Top layers: where there are fewer, the highest there is. */
const TOP_LAYERS = { spatialLayer: 9, temporalLayer: 9 };

interface Tapped {
  readonly consumer: types.Consumer;
  readonly producer: types.Producer;
  readonly traced: (trace: types.ProducerTraceEventData) => void;
}

/** Where the packets go: a process that listens on a UDP port of loopback, and is told what comes. */
export interface TapSink {
  readonly port: number;
  tell(order: Extract<ToRecorder, { readonly type: 'track' | 'senderReport' }>): void;
  /** Nothing more comes of this track. */
  gone?(track: number): void;
}

/** What of a room is tapped. */
export type TappedRoom = Pick<RecordedRoom, 'id' | 'sending'>;

/** Leads the media of a room to one process: one transport a router, one consumer a producer. */
export class RoomTap {
  readonly #room: TappedRoom;
  readonly #sink: TapSink;
  readonly #log: BaseLogger;
  readonly #transports = new Map<string, Promise<types.PlainTransport>>();
  readonly #tapped = new Map<number, Tapped>();
  readonly #known = new Set<string>();
  #tracks = 0;
  #closed = false;

  constructor(room: TappedRoom, sink: TapSink, log: BaseLogger) {
    this.#room = room;
    this.#sink = sink;
    this.#log = log;
  }

  /** Records a producer from now on; one that is recorded already is not recorded twice. */
  add(producer: RoomProducer): void {
    if (this.#known.has(producer.id)) return;
    this.#known.add(producer.id);
    this.#add(producer).catch((error: unknown) => {
      this.#known.delete(producer.id);
      // It was closed, or its worker died, while we were at it; what comes after it is told anew.
      if (!this.#closed) this.#log.warn({ err: error, room: this.#room.id, producer: producer.id }, 'a stream could not be recorded');
    });
  }

  /** A picture has a hole that only a key frame mends. */
  mend(track: number): void {
    const consumer = this.#tapped.get(track)?.consumer;
    if (consumer !== undefined && !consumer.closed) consumer.requestKeyFrame().catch(() => undefined);
  }

  /** Whether anybody sends anything just now. */
  get receiving(): boolean {
    return [...this.#tapped.values()].some(
      ({ producer, consumer }) => !consumer.closed && !producer.closed && !producer.paused && producer.score.some(({ score }) => score > 0),
    );
  }

  /** Records nothing of what is sent now; resolves when the workers have acknowledged it. What goes on is told anew. */
  async restrain(): Promise<void> {
    this.#known.clear();
    await Promise.all(
      [...this.#tapped.values()].map(async ({ consumer }) => {
        await consumer.pause().catch(() => undefined);
        consumer.close();
      }),
    );
  }

  close(): void {
    this.#closed = true;
    for (const { producer, traced } of this.#tapped.values()) producer.off('trace', traced);
    for (const transport of this.#transports.values())
      transport.then(
        (one) => one.close(),
        () => undefined,
      );
  }

  async #add(described: RoomProducer): Promise<void> {
    const sending = this.#room.sending(described.id);
    if (sending === null) throw new Error('It is gone already.');
    const { producer, router } = sending;
    const transport = await this.#transportOn(router);
    const consumer = await transport.consume({
      producerId: producer.id,
      rtpCapabilities: router.rtpCapabilities,
      paused: true,
      enableRtx: false,
      preferredLayers: TOP_LAYERS,
    });
    const info = trackOf(described, consumer);
    if (this.#closed || info === null || this.#room.sending(described.id) === null) {
      consumer.close();
      return;
    }
    const track = this.#tracks;
    this.#tracks += 1;
    this.#sink.tell({ type: 'track', track, info });
    const traced = ({ type, info: report }: types.ProducerTraceEventData) => {
      const parsed = type === 'sr' ? senderReportSchema.safeParse(report) : null;
      if (parsed?.success !== true) return;
      const { ssrc, ntpSec, ntpFrac, rtpTs } = parsed.data;
      this.#sink.tell({ type: 'senderReport', track, ssrc, ntpMs: ntpSec * 1000 + (ntpFrac * 1000) / 2 ** 32, rtpTimestamp: rtpTs });
    };
    producer.on('trace', traced);
    this.#tapped.set(track, { consumer, producer, traced });
    consumer.observer.on('close', () => {
      producer.off('trace', traced);
      this.#tapped.delete(track);
      this.#sink.gone?.(track);
      this.#known.delete(described.id);
    });
    await producer.enableTraceEvent(['sr']);
    if (consumer.closed) return;
    // mediasoup asks the sender for a key frame by itself.
    await consumer.resume();
  }

  #transportOn(router: types.Router): Promise<types.PlainTransport> {
    const present = this.#transports.get(router.id);
    if (present !== undefined) return present;
    const opening = this.#open(router);
    this.#transports.set(router.id, opening);
    opening.catch(() => this.#transports.delete(router.id));
    return opening;
  }

  async #open(router: types.Router): Promise<types.PlainTransport> {
    const transport = await router.createPlainTransport({ listenInfo: { protocol: 'udp', ip: '127.0.0.1' }, rtcpMux: true });
    await transport.connect({ ip: '127.0.0.1', port: this.#sink.port });
    if (this.#closed) transport.close();
    transport.observer.on('close', () => this.#transports.delete(router.id));
    return transport;
  }
}

function trackOf({ id, participantId, kind, source }: RoomProducer, consumer: types.Consumer): TrackInfo | null {
  const [codec] = consumer.rtpParameters.codecs;
  const ssrc = consumer.rtpParameters.encodings?.[0]?.ssrc;
  const name = CODECS[codec?.mimeType.toLowerCase() ?? ''];
  if (codec === undefined || ssrc === undefined || name === undefined) return null;
  return { producerId: id, participantId, kind, source, codec: name, clockRate: codec.clockRate, ssrc };
}
