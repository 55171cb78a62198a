import type { types } from 'mediasoup';
import { Refusal } from '../protocol/errors.ts';
import type { ConsumerOffer, IceServer, TransportOffer } from '../protocol/media.ts';
import type { Notify } from '../protocol/notifications.ts';
import type { MediaSource } from '../protocol/room.ts';
import { asDtlsParameters, asRtpCapabilities, asRtpParameters, checkedByMediasoup } from './client-payload.ts';
import type { MediaEngine } from './media-engine.ts';
import type { Reception } from './reception.ts';

export type OwnSource = Exclude<MediaSource, 'surveillance'>;

const KIND_OF_SOURCE: { readonly [S in OwnSource]: types.MediaKind } = {
  microphone: 'audio',
  camera: 'video',
  screen: 'video',
  screenAudio: 'audio',
};

/** What a peer may do, decided by whoever it belongs to: a seat of a room, or a page that watches cameras. */
export interface PeerRules {
  readonly maySend: boolean;
  /** What this id stands for, lent on this peer's router; null where it is not for this peer. */
  receivable(producerId: string): Promise<Reception | null> | Reception | null;
  /** Whether what this id stands for may flow to this peer just now; absent: always. See `MediaPeer.restrain`. */
  mayFlow?(producerId: string): boolean;
  /** Asked before a source is sent; `paused`: it begins paused whatever the client asked for. @throws Refusal */
  admitProducing?(source: OwnSource): 'open' | 'paused';
  /** Asked before the client resumes a producer. @throws Refusal */
  admitResuming?(source: OwnSource): void;
  /** Asked when a producer has become open: what allowed it may have changed on the way. */
  mayStayOpen?(source: OwnSource): boolean;
  produced?(producer: types.Producer, source: OwnSource): void;
  producerChanged?(producer: types.Producer, source: OwnSource): void;
  producerClosed?(producerId: string, source: OwnSource): void;
  /** The peer is closed, or its worker has died and the peer was told so. */
  closed?(): void;
}

interface Receipt {
  readonly consumer: Receiving;
  readonly lent: Reception;
  /** Its client has it running. */
  wanted: boolean;
  /** Stopped in the worker because its rules do not let it flow; its client is told nothing of it until they do. */
  restrained: boolean;
}

/** A consumer that knows the id its client asked for: what was brought from another router has one of its own here. */
type Receiving = types.Consumer<{ askedFor: string }>;

/** What a client wishes to get of a picture. */
export interface LayerWish {
  readonly spatialLayer: number;
  readonly temporalLayer: number;
  /** 1 to 255. */
  readonly priority?: number | undefined;
}

interface Sent {
  readonly producer: types.Producer;
  readonly source: OwnSource;
}

/**
 * The transports, producers and consumers of one seat or one page. Everything a client names by id is looked up
 * here and nowhere else: what is not its own does not exist for it.
 */
export class MediaPeer {
  readonly #engine: MediaEngine;
  readonly #router: types.Router;
  readonly #rules: PeerRules;
  readonly #transports = new Map<string, { transport: types.WebRtcTransport; sends: boolean }>();
  readonly #sent = new Map<string, Sent>();
  /** What is on its way to be sent. */
  readonly #opening = new Set<OwnSource>();
  readonly #consumers = new Map<string, Receipt>();
  /** Consumers that were closed while nothing might be told of them. */
  readonly #closedUnseen = new Set<string>();
  #notify: Notify;
  #closed = false;

  constructor(engine: MediaEngine, router: types.Router, rules: PeerRules, notify: Notify) {
    this.#engine = engine;
    this.#router = router;
    this.#rules = rules;
    this.#notify = notify;
  }

  get router(): types.Router {
    return this.#router;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Whether a client that comes back can go on with its ends of the transports. */
  get usable(): boolean {
    if (this.#closed || this.#transports.size === 0) return false;
    return [...this.#transports.values()].every(({ transport }) => !transport.closed && USABLE_DTLS[transport.dtlsState]);
  }

  /** What this peer sends, by source. */
  get sent(): readonly Sent[] {
    return [...this.#sent.values()];
  }

  /** Whether a source is sent, paused or not, or just about to be. */
  sends(source: OwnSource): boolean {
    return this.#opening.has(source) || this.sent.some((one) => one.source === source);
  }

  /** What this peer sends under this id; null where it sends no such thing. */
  sentAs(producerId: string): types.Producer | null {
    return this.#sent.get(producerId)?.producer ?? null;
  }

  /** From now on it is another page that is told. */
  tell(notify: Notify): void {
    this.#notify = notify;
  }

  has(id: string): boolean {
    return this.#transports.has(id) || this.#sent.has(id) || this.#consumers.has(id);
  }

  /** Makes a transport; `sends` says whether the client may produce on it. */
  async addTransport(sends: boolean): Promise<TransportOffer> {
    const transport = await this.#engine.createWebRtcTransport(this.#router);
    if (this.#closed) {
      transport.close();
      throw new Refusal('media.unavailable', 'The seat was left meanwhile.');
    }
    this.#transports.set(transport.id, { transport, sends });
    transport.observer.on('close', () => this.#transports.delete(transport.id));
    return {
      id: transport.id,
      iceParameters: { ...transport.iceParameters },
      iceCandidates: transport.iceCandidates.map((candidate) => ({ ...candidate })),
      dtlsParameters: { ...transport.dtlsParameters },
      ...this.#engine.relays(),
    };
  }

  async connect(transportId: string, dtlsParameters: Readonly<Record<string, unknown>>): Promise<void> {
    const { transport } = this.#transport(transportId);
    await checkedByMediasoup(() => transport.connect({ dtlsParameters: asDtlsParameters(dtlsParameters) }));
  }

  async restartIce(transportId: string): Promise<{ iceParameters: types.IceParameters; iceServers?: IceServer[] }> {
    const { transport, sends } = this.#transport(transportId);
    const iceParameters = await transport.restartIce();
    if (!sends) this.refreshPictures();
    return { iceParameters, ...this.#engine.relays() };
  }

  /**
   * Asks for a key frame of every picture that this peer receives: its line was cut and is back. A browser that has missed some seconds
   * asks for one by itself only after 3 s without a frame (measured; packets beyond what is kept to be sent again are asked for in vain till then).
   */
  refreshPictures(): void {
    for (const { consumer } of this.#consumers.values()) {
      // It fails only where the consumer has gone meanwhile.
      if (consumer.kind === 'video' && !consumer.paused) void consumer.requestKeyFrame().catch(() => undefined);
    }
  }

  closeTransport(transportId: string): void {
    this.#transport(transportId).transport.close();
  }

  /** A second producer of the same source takes the first one's place. */
  async produce(request: {
    transportId: string;
    kind: types.MediaKind;
    source: OwnSource;
    rtpParameters: Readonly<Record<string, unknown>>;
    paused: boolean;
  }): Promise<{ producerId: string; paused: boolean }> {
    const { transport, sends } = this.#transport(request.transportId);
    if (!this.#rules.maySend || !sends) throw new Refusal('right.missing', 'Nothing may be sent on this transport.');
    if (KIND_OF_SOURCE[request.source] !== request.kind) {
      throw new Refusal('media.invalid_parameters', `A ${request.source} is not ${request.kind}.`);
    }
    const paused = this.#rules.admitProducing?.(request.source) === 'paused' || request.paused;
    // Field by field: produce() also takes an id, which a client must not choose.
    this.#opening.add(request.source);
    let producer: types.Producer;
    try {
      producer = await checkedByMediasoup(() =>
        transport.produce({ kind: request.kind, rtpParameters: asRtpParameters(request.rtpParameters), paused }),
      );
    } finally {
      this.#opening.delete(request.source);
    }
    // It may have gone while the worker was at it, and would not take it along any more.
    if (this.#closed || transport.closed) {
      producer.close();
      throw new Refusal('media.unavailable', 'The seat was left meanwhile.');
    }
    const before = this.sent.filter(({ source }) => source === request.source);
    this.#sent.set(producer.id, { producer, source: request.source });
    producer.observer.on('close', () => {
      this.#sent.delete(producer.id);
      this.#rules.producerClosed?.(producer.id, request.source);
    });
    for (const { producer: old } of before) old.close();
    if (!paused) await this.#closeUnlessAllowed(producer, request.source);
    this.#rules.produced?.(producer, request.source);
    return { producerId: producer.id, paused: producer.paused };
  }

  /** True when it was not paused before. */
  async pauseProducer(producerId: string): Promise<boolean> {
    const { producer, source } = this.#own(producerId);
    if (producer.paused) return false;
    await producer.pause();
    this.#rules.producerChanged?.(producer, source);
    return true;
  }

  async resumeProducer(producerId: string): Promise<void> {
    const { producer, source } = this.#own(producerId);
    if (!producer.paused) return;
    this.#rules.admitResuming?.(source);
    await producer.resume();
    await this.#closeUnlessAllowed(producer, source);
    this.#rules.producerChanged?.(producer, source);
    if (producer.paused) throw new Refusal('room.may_not_send', 'The host has closed this meanwhile.');
  }

  closeProducer(producerId: string): void {
    this.#own(producerId).producer.close();
  }

  /** One offer an id, null where it is not for this peer or its client cannot decode it. */
  async consume(
    transportId: string,
    producerIds: readonly string[],
    rtpCapabilities: Readonly<Record<string, unknown>>,
  ): Promise<(ConsumerOffer | null)[]> {
    const { transport, sends } = this.#transport(transportId);
    if (sends) throw new Refusal('media.cannot_consume', 'This transport is for sending.');
    const capabilities = asRtpCapabilities(rtpCapabilities);
    return Promise.all(producerIds.map((producerId) => this.#consumeOne(transport, producerId, capabilities)));
  }

  async #consumeOne(
    transport: types.WebRtcTransport,
    producerId: string,
    rtpCapabilities: types.RtpCapabilities,
  ): Promise<ConsumerOffer | null> {
    if (this.#sent.has(producerId) || !this.#mayFlow(producerId)) return null;
    const lent = await this.#rules.receivable(producerId);
    if (lent === null) return null;
    const { producer } = lent;
    if (producer.closed || transport.closed || !this.#router.canConsume({ producerId: producer.id, rtpCapabilities })) {
      lent.release();
      return null;
    }
    for (const { consumer: old } of this.#consumers.values()) if (old.appData.askedFor === producerId) this.#dropConsumer(old);
    try {
      // Paused until the client has its end ready, else the first key frame is lost.
      const consumer = await checkedByMediasoup(() =>
        transport.consume({ producerId: producer.id, rtpCapabilities, paused: true, appData: { askedFor: producerId } }),
      );
      // Both may have gone while the worker was at it, and would not take it along any more.
      if (transport.closed || producer.closed) {
        consumer.close();
        throw new Refusal('media.unavailable', 'It was closed meanwhile.', { retryAfterMs: 0 });
      }
      return this.#offer(consumer, lent, producerId);
    } catch (error) {
      lent.release();
      throw error;
    }
  }

  #offer(consumer: Receiving, lent: Reception, producerId: string): ConsumerOffer {
    this.#listenTo(consumer, lent);
    return {
      id: consumer.id,
      producerId,
      kind: consumer.kind,
      rtpParameters: { ...consumer.rtpParameters },
      type: consumer.type,
      producerPaused: consumer.producerPaused,
    };
  }

  #listenTo(consumer: Receiving, lent: Reception): void {
    const consumerId = consumer.id;
    const receipt: Receipt = { consumer, lent, wanted: false, restrained: !this.#mayFlow(consumer.appData.askedFor) };
    const tell: Notify = (type, data) => {
      if (!receipt.restrained) this.#notify(type, data);
    };
    this.#consumers.set(consumerId, receipt);
    consumer.observer.on('close', () => {
      this.#consumers.delete(consumerId);
      lent.release();
    });
    consumer.on('producerclose', () => {
      if (receipt.restrained) this.#closedUnseen.add(consumerId);
      else this.#notify('media.consumerClosed', { consumerId });
    });
    consumer.on('producerpause', () => tell('media.consumerPaused', { consumerId }));
    consumer.on('producerresume', () => tell('media.consumerResumed', { consumerId }));
    consumer.on('layerschange', (layers) => {
      // While something is paused, no layer is the rule and not a want of bandwidth.
      if (layers === undefined && (consumer.paused || consumer.producerPaused)) return;
      this.#notify('media.consumerLayers', { consumerId, spatialLayer: layers?.spatialLayer ?? null });
    });
  }

  /**
   * Starts the flow; mediasoup asks the sender for a key frame by itself.
   * @throws Refusal `room.apart` where it may not flow just now; it starts by itself when it may
   */
  async resumeConsumer(consumerId: string): Promise<void> {
    const receipt = this.#consumer(consumerId);
    receipt.wanted = true;
    if (!this.#mayFlow(receipt.consumer.appData.askedFor)) throw apart();
    receipt.restrained = false;
    await start(receipt);
  }

  async pauseConsumer(consumerId: string): Promise<void> {
    const receipt = this.#consumer(consumerId);
    receipt.wanted = false;
    await stop(receipt);
  }

  /**
   * Stops in the worker what the rules do not let flow any more. What cannot be stopped is closed.
   * @returns when the worker has acknowledged all of it: not a packet follows
   */
  async restrain(): Promise<void> {
    const crossing = [...this.#consumers.values()].filter(({ consumer }) => !this.#mayFlow(consumer.appData.askedFor));
    await Promise.all(
      crossing.map(async (receipt) => {
        receipt.restrained = true;
        // Also what is paused already: a resumption may be on its way, and commands to a worker keep their order.
        await stop(receipt).catch(() => this.#dropConsumer(receipt.consumer));
      }),
    );
  }

  /** Starts again what was restrained and may flow now, as its client had it, and tells what was not told meanwhile. */
  async release(): Promise<void> {
    const free = [...this.#consumers.values()].filter(({ consumer, restrained }) => restrained && this.#mayFlow(consumer.appData.askedFor));
    for (const consumerId of this.#closedUnseen) this.#notify('media.consumerClosed', { consumerId });
    this.#closedUnseen.clear();
    await Promise.all(
      free.map(async (receipt) => {
        const { consumer, wanted } = receipt;
        receipt.restrained = false;
        this.#notify(consumer.producerPaused ? 'media.consumerPaused' : 'media.consumerResumed', { consumerId: consumer.id });
        // It fails only where the consumer is gone meanwhile, which its client was told.
        if (wanted) await start(receipt).catch(() => undefined);
      }),
    );
  }

  closeConsumer(consumerId: string): void {
    this.#consumer(consumerId).consumer.close();
  }

  /** Takes back what this peer receives of a producer that it may no longer see. */
  stopReceiving(producerId: string): void {
    for (const { consumer } of this.#consumers.values()) if (consumer.appData.askedFor === producerId) this.#dropConsumer(consumer);
  }

  /** Streams without layers have only a priority. */
  async setLayers(consumerId: string, wish: LayerWish): Promise<void> {
    const { consumer } = this.#consumer(consumerId);
    const { spatialLayer, temporalLayer, priority } = wish;
    if (consumer.kind === 'audio') return;
    if (priority !== undefined && priority !== consumer.priority) await consumer.setPriority(priority);
    if (consumer.type !== 'simple') await consumer.setPreferredLayers({ spatialLayer, temporalLayer });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { transport } of this.#transports.values()) transport.close();
    this.#rules.closed?.();
  }

  #mayFlow(producerId: string): boolean {
    return this.#rules.mayFlow?.(producerId) ?? true;
  }

  async #closeUnlessAllowed(producer: types.Producer, source: OwnSource): Promise<void> {
    if (producer.closed || this.#rules.mayStayOpen?.(source) !== false) return;
    await producer.pause();
  }

  #dropConsumer(consumer: Receiving): void {
    consumer.close();
    this.#notify('media.consumerClosed', { consumerId: consumer.id });
  }

  #transport(id: string): { transport: types.WebRtcTransport; sends: boolean } {
    const found = this.#transports.get(id);
    if (found === undefined) throw new Refusal('media.unknown_transport', 'There is no such transport here.');
    return found;
  }

  #own(id: string): Sent {
    const found = this.#sent.get(id);
    if (found === undefined) throw new Refusal('media.unknown_producer', 'There is no such producer of yours here.');
    return found;
  }

  #consumer(id: string): Receipt {
    const found = this.#consumers.get(id);
    if (found === undefined) throw new Refusal('media.unknown_consumer', 'There is no such consumer here.');
    return found;
  }
}

const apart = () => new Refusal('room.apart', 'The room is divided; this is on the other side.');

async function start({ consumer, lent }: Receipt): Promise<void> {
  await Promise.all([lent.flow(true), consumer.resume()]);
}

async function stop({ consumer, lent }: Receipt): Promise<void> {
  await Promise.all([consumer.pause(), lent.flow(false)]);
}

const USABLE_DTLS: { readonly [S in types.DtlsState]: boolean } = {
  new: true,
  connecting: true,
  connected: true,
  failed: false,
  closed: false,
};
