import type { Device } from 'mediasoup-client';
import type { Consumer, RtpParameters, Transport } from 'mediasoup-client/types';
import type { ConsumerOffer } from '../../../sfu-server/protocol/media.ts';
import type { Bridge, Dispose } from '../../bridge/bridge.ts';
import { onNotification, request } from '../../bridge/requests.ts';
import { ALL_FRAMES } from './layers.ts';
import type { Demand } from './viewing.ts';

/** The most producers that one `media.consume` takes (see protocol/requests/media.ts). */
const BATCH = 64;
const LOUDNESS_AGE_MS = 400;

/** A producer of somebody else as it arrives here. */
export interface Received {
  readonly producerId: string;
  readonly kind: 'audio' | 'video';
  readonly track: MediaStreamTrack;
  /** Its sender, or the host, has it muted. */
  readonly paused: boolean;
  /** The server sends no layer of it for want of bandwidth. */
  readonly starved: boolean;
  /** Not the best layer that was asked for. */
  readonly reduced: boolean;
  /** The simulcast layer that comes, 0 the smallest; null where there are none, or it is not known. */
  readonly spatialLayer: number | null;
}

interface Entry {
  consumer: Consumer | null;
  offer: ConsumerOffer | null;
  paused: boolean;
  /** The layer forwarded now; undefined until told. */
  spatialLayer: number | null | undefined;
  hidden: boolean;
  wanted: Demand | null;
  refused: boolean;
}

export interface ReceiverOptions {
  readonly bridge: Bridge;
  readonly device: Device;
  readonly transport: Transport;
  /** What of a picture is looked at; null: nothing, it is not sent. Absent: all of them, see `setVisible`. */
  demand?(producerId: string): Demand | null;
  /** Something of `received` has changed. */
  changed(): void;
  /** The server will not or cannot give what was asked for. */
  failed(error: unknown): void;
}

/**
 * Receives what it is told to want, over one transport. Asks for several producers in one request, sets each going
 * when its track is there, pauses what nobody looks at, and asks for the layer that a tile needs.
 */
export class Receiver implements Disposable {
  readonly #options: ReceiverOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #disposers: Dispose[];
  #toAsk = new Set<string>();
  #received: ReadonlyMap<string, Received> = new Map();
  #closed = false;

  constructor(options: ReceiverOptions) {
    this.#options = options;
    const { bridge } = options;
    this.#disposers = [
      onNotification(bridge, 'media.consumerClosed', ({ consumerId }) => this.#closedByServer(consumerId)),
      onNotification(bridge, 'media.consumerPaused', ({ consumerId }) => this.#change(consumerId, { paused: true })),
      onNotification(bridge, 'media.consumerResumed', ({ consumerId }) => this.#change(consumerId, { paused: false })),
      onNotification(bridge, 'media.consumerLayers', ({ consumerId, spatialLayer }) => this.#change(consumerId, { spatialLayer })),
    ];
  }

  /** By producer id; a new map at every change. */
  get received(): ReadonlyMap<string, Received> {
    return this.#received;
  }

  /** True where this machine cannot decode a producer, or may not have it. */
  refuses(producerId: string): boolean {
    return this.#entries.get(producerId)?.refused ?? false;
  }

  /** From now on exactly these producers are received. */
  setWanted(producerIds: ReadonlySet<string>): void {
    if (this.#closed) return;
    for (const [producerId, entry] of [...this.#entries]) if (!producerIds.has(producerId)) this.#drop(producerId, entry, true);
    for (const producerId of producerIds) {
      if (this.#entries.has(producerId)) continue;
      this.#entries.set(producerId, {
        consumer: null,
        offer: null,
        paused: false,
        spatialLayer: undefined,
        hidden: false,
        wanted: null,
        refused: false,
      });
      // Whatever becomes wanted in the same turn is asked for in one request.
      if (this.#toAsk.size === 0) queueMicrotask(() => this.#askAll());
      this.#toAsk.add(producerId);
    }
  }

  /** What was refused may be given now: it is asked for once more. */
  askAgain(): void {
    for (const [producerId, entry] of this.#entries) {
      if (!entry.refused) continue;
      entry.refused = false;
      if (this.#toAsk.size === 0) queueMicrotask(() => this.#askAll());
      this.#toAsk.add(producerId);
    }
  }

  /** Whether anybody can see it; what is not on screen is not sent. */
  setVisible(producerId: string, visible: boolean): void {
    const entry = this.#entries.get(producerId);
    if (entry === undefined || entry.hidden === !visible) return;
    entry.hidden = !visible;
    if (entry.consumer !== null) this.#send(visible ? 'media.resumeConsumer' : 'media.pauseConsumer', entry.consumer.id);
  }

  /** What is looked at of a picture has changed; see `ReceiverOptions.demand`. */
  demandChanged(producerId: string): void {
    const entry = this.#entries.get(producerId);
    const demand = this.#options.demand?.(producerId) ?? null;
    if (entry === undefined || entry.consumer === null || entry.consumer.kind === 'audio') return;
    if (demand !== null) this.#want(entry, demand);
    this.setVisible(producerId, demand !== null);
  }

  /** What came of it so far and how (W3C webrtc-stats); null where it does not come. */
  async statistics(producerId: string): Promise<RTCStatsReport | null> {
    const consumer = this.#entries.get(producerId)?.consumer ?? null;
    return consumer === null || consumer.closed ? null : consumer.getStats();
  }

  /** How loud it is just now, 0 to 1, as its sender says in each packet (RFC 6464). */
  loudness(producerId: string, nowMs: number): number {
    const [source] = this.#entries.get(producerId)?.consumer?.rtpReceiver?.getSynchronizationSources() ?? [];
    // Silence is not sent at all: what is old is no sound of now.
    return source === undefined || nowMs - source.timestamp > LOUDNESS_AGE_MS ? 0 : (source.audioLevel ?? 0);
  }

  /** Lets go of everything here; the server lets go of its side with the transport. */
  [Symbol.dispose](): void {
    this.#closed = true;
    for (const dispose of this.#disposers) dispose();
    for (const { consumer } of this.#entries.values()) consumer?.close();
    this.#entries.clear();
    this.#toAsk.clear();
    this.#received = new Map();
  }

  #askAll(): void {
    const ids = [...this.#toAsk].filter((id) => this.#entries.has(id));
    this.#toAsk = new Set();
    for (let at = 0; at < ids.length; at += BATCH) void this.#ask(ids.slice(at, at + BATCH));
  }

  async #ask(producerIds: string[]): Promise<void> {
    if (this.#closed) return;
    const { bridge, transport, device } = this.#options;
    try {
      const rtpCapabilities = { ...device.recvRtpCapabilities };
      const { consumers } = await request(bridge, 'media.consume', { transportId: transport.id, producerIds, rtpCapabilities });
      await Promise.all(producerIds.map((producerId, index) => this.#open(producerId, consumers[index] ?? null)));
    } catch (error) {
      if (this.#closed) return;
      for (const producerId of producerIds) if (this.#entries.get(producerId)?.consumer === null) this.#entries.delete(producerId);
      this.#options.failed(error);
    }
  }

  async #open(producerId: string, offer: ConsumerOffer | null): Promise<void> {
    const entry = this.#entries.get(producerId);
    if (offer === null) {
      if (entry !== undefined) entry.refused = true;
      this.#publish();
      return;
    }
    if (entry === undefined) {
      this.#send('media.closeConsumer', offer.id);
      return;
    }
    entry.offer = offer;
    entry.paused = offer.producerPaused;
    const { id, kind } = offer;
    const consumer = await this.#options.transport.consume({ id, producerId, kind, rtpParameters: offer.rtpParameters as RtpParameters });
    if (this.#closed || this.#entries.get(producerId) !== entry) {
      consumer.close();
      if (!this.#closed) this.#send('media.closeConsumer', id);
      return;
    }
    entry.consumer = consumer;
    if (kind === 'video' && this.#options.demand !== undefined) {
      const demand = this.#options.demand(producerId);
      entry.hidden = demand === null;
      if (demand !== null) this.#want(entry, demand);
    }
    // Started before the key frame could be lost: our end is ready only now.
    if (!entry.hidden) this.#send('media.resumeConsumer', id);
    this.#publish();
  }

  #drop(producerId: string, entry: Entry, tell: boolean): void {
    this.#entries.delete(producerId);
    this.#toAsk.delete(producerId);
    if (entry.consumer === null) return;
    entry.consumer.close();
    if (tell) this.#send('media.closeConsumer', entry.consumer.id);
    this.#publish();
  }

  #closedByServer(consumerId: string): void {
    const found = this.#find(consumerId);
    if (found !== null) this.#drop(found[0], found[1], false);
  }

  #change(consumerId: string, change: Partial<Pick<Entry, 'paused' | 'spatialLayer'>>): void {
    const found = this.#find(consumerId);
    if (found === null) return;
    Object.assign(found[1], change);
    this.#publish();
  }

  #find(consumerId: string): [string, Entry] | null {
    for (const pair of this.#entries) if (pair[1].offer?.id === consumerId) return pair;
    return null;
  }

  #send(type: 'media.resumeConsumer' | 'media.pauseConsumer' | 'media.closeConsumer', consumerId: string): void {
    // A consumer that is gone meanwhile has been told of; a cut line is mended by whoever owns the transport.
    request(this.#options.bridge, type, { consumerId }).catch(() => undefined);
  }

  #want(entry: Entry, demand: Demand): void {
    const { consumer, wanted } = entry;
    if (consumer === null || (wanted?.spatialLayer === demand.spatialLayer && wanted.priority === demand.priority)) return;
    entry.wanted = demand;
    const data = { consumerId: consumer.id, ...demand, temporalLayer: ALL_FRAMES };
    request(this.#options.bridge, 'media.setLayers', data).catch(() => undefined);
    if (wanted?.spatialLayer !== demand.spatialLayer) this.#publish();
  }

  #publish(): void {
    const received = new Map<string, Received>();
    for (const [producerId, entry] of this.#entries) {
      const { consumer } = entry;
      if (consumer === null) continue;
      received.set(producerId, {
        producerId,
        kind: consumer.kind,
        track: consumer.track,
        paused: entry.paused,
        starved: entry.spatialLayer === null && !entry.hidden && !entry.paused,
        reduced:
          entry.offer?.type === 'simulcast' &&
          typeof entry.spatialLayer === 'number' &&
          entry.wanted !== null &&
          entry.spatialLayer < entry.wanted.spatialLayer,
        spatialLayer: entry.offer?.type === 'simulcast' ? (entry.spatialLayer ?? null) : null,
      });
    }
    this.#received = received;
    this.#options.changed();
  }
}
