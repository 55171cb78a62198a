import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** A picture of 1 Mbit/s and a voice, as a seat of a meeting sends them. */
const PACKETS_PER_S = { video: 100, audio: 50 } as const;
const PAYLOAD_BYTES = { video: 1150, audio: 120 } as const;
const HEADER_BYTES = 12;
const TICK_MS = 20;

export interface LoadTarget {
  readonly kind: 'audio' | 'video';
  readonly port: number;
  readonly ssrc: number;
  readonly payloadType: number;
}

/** Mean size of what is sent where there are as many pictures as voices, bytes with the RTP header. */
export const MEAN_PACKET_BYTES =
  (PACKETS_PER_S.video * (PAYLOAD_BYTES.video + HEADER_BYTES) + PACKETS_PER_S.audio * (PAYLOAD_BYTES.audio + HEADER_BYTES)) /
  (PACKETS_PER_S.video + PACKETS_PER_S.audio);

/** Sends RTP to the transports of one forwarder. */
export class RtpLoad {
  readonly #socket: Socket;
  readonly #targets: readonly LoadTarget[];
  readonly #sequences = new Map<number, number>();
  #timer: NodeJS.Timeout | null = null;
  /** Packets that were sent. */
  sent = 0;

  static async open(targets: readonly LoadTarget[]): Promise<RtpLoad> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new RtpLoad(socket, targets);
  }

  private constructor(socket: Socket, targets: readonly LoadTarget[]) {
    this.#socket = socket;
    this.#targets = targets;
  }

  start(): void {
    const started = performance.now();
    let ticks = 0;
    this.#timer ??= setInterval(() => {
      // A late tick is made up for: both forwarders get the same number of packets in the same time.
      for (; ticks * TICK_MS < performance.now() - started; ticks += 1) for (const target of this.#targets) this.#burst(target);
    }, TICK_MS);
  }

  pause(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  close(): void {
    this.pause();
    this.#socket.close();
  }

  #burst(target: LoadTarget): void {
    const count = (PACKETS_PER_S[target.kind] * TICK_MS) / 1000;
    for (let index = 0; index < count; index += 1) {
      const sequence = this.#sequences.get(target.ssrc) ?? 0;
      this.#sequences.set(target.ssrc, sequence + 1);
      this.#socket.send(packet(target, sequence), target.port, '127.0.0.1');
      this.sent += 1;
    }
  }
}

function packet({ kind, ssrc, payloadType }: LoadTarget, sequence: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + PAYLOAD_BYTES[kind], 1);
  const ticks = kind === 'video' ? 90_000 : 48_000;
  bytes.writeUInt8(0x80, 0);
  bytes.writeUInt8(payloadType | (kind === 'video' ? 0x80 : 0), 1);
  bytes.writeUInt16BE(sequence & 0xffff, 2);
  bytes.writeUInt32BE(Math.round((sequence * ticks) / PACKETS_PER_S[kind]) >>> 0, 4);
  bytes.writeUInt32BE(ssrc, 8);
  // A VP8 key frame in one packet (RFC 7741): whoever begins to receive may begin with any.
  if (kind === 'video') bytes.set([0x10, 0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00], HEADER_BYTES);
  return bytes;
}
