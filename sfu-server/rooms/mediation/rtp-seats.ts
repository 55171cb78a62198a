import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { types } from 'mediasoup';
import type { MediaEngine } from '../../media/media-engine.ts';
import type { Notify } from '../../protocol/notifications.ts';
import type { Participant, RoomProducer } from '../../protocol/room.ts';
import type { TestPage } from '../../security/fixture.ts';
import { type Identity, pageKey } from '../../security/identity.ts';
import { sendParameters, type TestRooms } from '../fixture.ts';

const EVERY_MS = 20;
/** Marks of pictures begin here, those of sound at 10,000. */
export const PICTURES = 1_000_000;
let nextSsrc = 10_000;

/** The real engine, with transports that take and give RTP without a browser's encryption, and a list of all that is consumed. */
export class RtpEngine {
  readonly engine: MediaEngine;
  readonly transports = new Map<string, types.PlainTransport>();
  readonly consumers = new Set<types.Consumer>();

  constructor(real: MediaEngine) {
    const createWebRtcTransport = (router: types.Router) => this.#open(router);
    this.engine = new Proxy(real, {
      get: (engineItself, name) => {
        if (name === 'createWebRtcTransport') return createWebRtcTransport;
        const value: unknown = Reflect.get(engineItself, name);
        return typeof value === 'function' ? value.bind(engineItself) : value;
      },
    });
  }

  async #open(router: types.Router) {
    const transport = await router.createPlainTransport({ listenInfo: { protocol: 'udp', ip: '127.0.0.1' }, comedia: true, rtcpMux: true });
    this.transports.set(transport.id, transport);
    transport.observer.on('newconsumer', (consumer) => {
      this.consumers.add(consumer);
      consumer.observer.on('close', () => this.consumers.delete(consumer));
    });
    return Object.assign(transport, { iceParameters: {}, iceCandidates: [], dtlsParameters: {}, dtlsState: 'connected' });
  }
}

/** Somebody in a room who sends a microphone, and a camera where it is asked for, as RTP, and receives all that a console would: the mark in each packet says whose it is. */
export class RtpSeat {
  readonly page: TestPage;
  /** Packets that came, by the mark of their sender. */
  readonly heard = new Map<number, number>();
  /** Told of each packet: whose it is and when it was sent, ms of this process's clock. */
  onPacket: ((mark: number, sentAt: number) => void) | null = null;
  /** What marks the packets of this seat. */
  readonly mark = nextSsrc++;
  readonly #all: TestRooms;
  readonly #rtp: RtpEngine;
  readonly #roomId: string;
  readonly #camera: boolean;
  readonly #consumed = new Map<string, string>();
  readonly #waiting = new Set<() => void>();
  #proof: { participantId: string; seatKey: string } | null = null;
  #rows: readonly Participant[] = [];
  #socket: Socket | null = null;
  #talking: NodeJS.Timeout | null = null;
  #transports: { send: { id: string }; recv: { id: string } } | null = null;
  #microphone: string | null = null;
  #closed = false;
  /** A receiver has asked for a whole picture. */
  #keyFrame = true;

  constructor(all: TestRooms, rtp: RtpEngine, roomId: string, page: TestPage, camera = false) {
    this.#camera = camera;
    this.#all = all;
    this.#rtp = rtp;
    this.#roomId = roomId;
    this.page = page;
  }

  get id(): string {
    if (this.#proof === null) throw new Error('Not seated.');
    return this.#proof.participantId;
  }

  get microphone(): string {
    return this.#microphone ?? '';
  }

  /** As the room's requests see this page. */
  get asker() {
    const { sessionId, page, identity, remoteAddress } = this.page;
    return { sessionId, page, identity: identity as Identity, remoteAddress, notify: this.#notify };
  }

  get peer() {
    return this.#all.peers.find(pageKey(this.page), 'transport', this.#transports?.recv.id ?? '');
  }

  get seated(): boolean {
    return this.#proof !== null;
  }

  /** Of the seat that it has, or had last. */
  get proof() {
    return this.#proof;
  }

  /** Somebody as the snapshot had them on coming in. */
  rowOf(other: RtpSeat) {
    return this.#rows.find(({ id }) => id === other.id);
  }

  /** Null where its media have gone. */
  get peerOrNull() {
    try {
      return this.peer;
    } catch {
      return null;
    }
  }

  /** Comes in, or back to the same seat with new transports, and sends its microphone. `anew`: without its proof, as another seat. */
  async join(anew = false): Promise<void> {
    this.#stopTalking();
    const asked = { roomId: this.#roomId, seat: anew ? null : this.#proof, freshTransports: true };
    const joined = await this.#all.rooms.join(asked, this.asker);
    if (joined.state !== 'joined' || joined.transports === null) throw new Error('Not let in.');
    this.#proof = joined.seat;
    this.#transports = joined.transports;
    this.#rows = joined.snapshot.participants;
    this.#consumed.clear();
    await this.#open();
    const { producerId } = await this.peer.produce({
      transportId: joined.transports.send.id,
      kind: 'audio',
      source: 'microphone',
      rtpParameters: sendParameters('audio', this.mark),
      paused: false,
    });
    this.#microphone = producerId;
    if (this.#camera) {
      const camera = {
        kind: 'video',
        source: 'camera',
        rtpParameters: sendParameters('video', this.mark + PICTURES),
        paused: false,
      } as const;
      await this.peer.produce({ transportId: joined.transports.send.id, ...camera });
    }
    this.#talk();
    await Promise.all(joined.snapshot.producers.map((producer) => this.#consume(producer)));
  }

  /** The line is cut; the seat is held. */
  cut(): void {
    this.#stopTalking();
    this.#all.rooms.lineCut(pageKey(this.page));
  }

  leave(): void {
    this.#stopTalking();
    this.#all.rooms.leave(this.#roomId, this.asker);
  }

  /** Resolves with the next packet of that sender. */
  async hears(sender: RtpSeat, mark = sender.mark): Promise<void> {
    const before = this.heard.get(mark) ?? 0;
    while ((this.heard.get(mark) ?? 0) === before) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Resolves with the next packet of that sender's picture. */
  sees(sender: RtpSeat): Promise<void> {
    return this.hears(sender, sender.mark + PICTURES);
  }

  /** Packets from that sender until now. */
  count(sender: RtpSeat): number {
    return this.heard.get(sender.mark) ?? 0;
  }

  consumerOf(sender: RtpSeat): string {
    return this.#consumed.get(sender.microphone) ?? '';
  }

  /** Asks once more for all that its console would. */
  async ask(producerIds: readonly string[]) {
    return this.peer.consume(
      this.#transports?.recv.id ?? '',
      producerIds,
      this.peer.router.rtpCapabilities as object as Record<string, unknown>,
    );
  }

  close(): void {
    this.#closed = true;
    this.#stopTalking();
    this.#socket?.close();
    this.#socket = null;
  }

  readonly #notify: Notify = (type, data) => {
    this.page.notify(type, data);
    if (type === 'room.producer') void this.#consume((data as { producer: RoomProducer }).producer).catch(() => undefined);
    if (type === 'media.consumerClosed') {
      const { consumerId } = data as { consumerId: string };
      for (const [producerId, id] of this.#consumed) if (id === consumerId) this.#consumed.delete(producerId);
    }
  };

  async #open(): Promise<void> {
    this.#socket?.close();
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    this.#socket = socket;
    await once(socket, 'listening');
    socket.on('message', (packet) => this.#take(packet));
    // The transport learns by the first packet where its receiver is.
    const recv = this.#rtp.transports.get(this.#transports?.recv.id ?? '');
    if (recv === undefined) throw new Error('There is no such transport.');
    const told = once(recv, 'tuple');
    socket.send(receiverReport(), recv.tuple.localPort, '127.0.0.1');
    await told;
  }

  #talk(): void {
    const port = this.#rtp.transports.get(this.#transports?.send.id ?? '')?.tuple.localPort;
    let sequence = 0;
    this.#talking = setInterval(() => {
      sequence = (sequence + 1) & 0xffff;
      this.#socket?.send(opusPacket(this.mark, sequence), port ?? 0, '127.0.0.1');
      if (!this.#camera || sequence % 2 === 1) return;
      this.#socket?.send(picturePacket(this.mark + PICTURES, sequence >> 1, this.#keyFrame), port ?? 0, '127.0.0.1');
      this.#keyFrame = false;
    }, EVERY_MS);
  }

  #stopTalking(): void {
    if (this.#talking !== null) clearInterval(this.#talking);
    this.#talking = null;
  }

  async #consume({ id, participantId }: RoomProducer): Promise<void> {
    if (this.#closed || participantId === this.#proof?.participantId || this.#consumed.has(id)) return;
    this.#consumed.set(id, '');
    const [offer] = await this.ask([id]);
    if (offer == null) {
      this.#consumed.delete(id);
      return;
    }
    this.#consumed.set(id, offer.id);
    await this.peer.resumeConsumer(offer.id);
  }

  #take(packet: Buffer): void {
    // RTCP of the same port (RFC 5761) is no packet of a stream; its feedback (RFC 4585) asks for a whole picture.
    const type = packet.length < 2 ? 200 : packet.readUInt8(1);
    if (type >= 192 && type <= 223) {
      this.#keyFrame = true;
      return;
    }
    if (packet.length < 24) return;
    const mark = packet.readUInt32BE(packet.length - 12);
    this.onPacket?.(mark, packet.readDoubleBE(packet.length - 8));
    this.heard.set(mark, (this.heard.get(mark) ?? 0) + 1);
    for (const resume of this.#waiting) resume();
    this.#waiting.clear();
  }
}

/** Opus in one packet (RFC 7587). */
function opusPacket(mark: number, sequence: number): Buffer {
  return marked(Buffer.alloc(16, 1), { mark, payloadType: 111, sequence, timestamp: sequence * 960 });
}

/** VP8 in one packet (RFC 7741): a whole picture, or one that needs the picture before. */
function picturePacket(mark: number, sequence: number, whole: boolean): Buffer {
  const payload = Buffer.alloc(32);
  payload.set(whole ? [0x10, 0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00] : [0x10, 0x11, 0, 0]);
  return marked(payload, { mark, payloadType: 96 + 128, sequence, timestamp: sequence * 3600 });
}

/** A packet (RFC 3550 §5.1); its last twelve bytes say who has sent it and when. */
function marked(payload: Buffer, { mark, payloadType, sequence, timestamp }: Header): Buffer {
  const packet = Buffer.concat([Buffer.alloc(12), payload, Buffer.alloc(12)]);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8(payloadType, 1);
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE(timestamp >>> 0, 4);
  packet.writeUInt32BE(mark, 8);
  packet.writeUInt32BE(mark, packet.length - 12);
  packet.writeDoubleBE(performance.now(), packet.length - 8);
  return packet;
}

interface Header {
  readonly mark: number;
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
}

/** An empty receiver report (RFC 3550 §6.4.2). */
function receiverReport(): Buffer {
  const report = Buffer.alloc(8);
  report.writeUInt8(0x80, 0);
  report.writeUInt8(201, 1);
  report.writeUInt16BE(1, 2);
  report.writeUInt32BE(1, 4);
  return report;
}

/** Every stream that runs in a worker over the border of a divided room: from one side to the other, or among those outside. */
export function streamsOverTheBorder(rtp: RtpEngine, seats: readonly RtpSeat[], insiderIds: readonly string[]): types.Consumer[] {
  const receivers = new Map(seats.flatMap((seat) => (seat.seated ? [[seat, seat.peerOrNull] as const] : [])));
  return [...rtp.consumers].filter((consumer) => {
    const { askedFor } = consumer.appData as { askedFor?: string };
    if (askedFor === undefined || consumer.paused) return false;
    const receiver = [...receivers].find(([, peer]) => peer?.has(consumer.id) === true)?.[0];
    const sender = [...receivers].find(([, peer]) => peer?.sentAs(askedFor) != null)?.[0];
    // What its sender has closed is on its way out: nothing comes of it any more.
    if (receiver === undefined || sender === undefined) return false;
    return !insiderIds.includes(receiver.id) || !insiderIds.includes(sender.id);
  });
}
