import type { types } from 'mediasoup';
import pino from 'pino';
import { MediaEngine } from './media-engine.ts';

export const silentLog = pino({ level: 'silent' });

/** A real engine for tests, on free ports. */
export function startTestEngine(workers = 1): Promise<MediaEngine> {
  return MediaEngine.start({ workers, rtcPort: 0, listenAddress: '127.0.0.1', announcedAddress: null, log: silentLog });
}

/** One packet as it leaves the SFU. */
export interface ReceivedPacket {
  readonly sequence: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
}

/** Receives a producer's packets as a browser would, without the browser. */
export class PacketTap {
  readonly packets: ReceivedPacket[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #transport: types.DirectTransport;

  static async open(router: types.Router, producerId: string): Promise<PacketTap> {
    const transport = await router.createDirectTransport();
    const consumer = await transport.consume({ producerId, rtpCapabilities: router.rtpCapabilities, paused: true });
    const tap = new PacketTap(transport);
    consumer.on('rtp', (bytes) => tap.#take(bytes));
    await consumer.resume();
    return tap;
  }

  private constructor(transport: types.DirectTransport) {
    this.#transport = transport;
  }

  /** Resolves when what came so far is enough. */
  async until(enough: (packets: readonly ReceivedPacket[]) => boolean): Promise<void> {
    while (!enough(this.packets)) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  close(): void {
    this.#transport.close();
  }

  #take(bytes: Buffer): void {
    const csrcs = bytes.readUInt8(0) & 0x0f;
    const extended = (bytes.readUInt8(0) & 0x10) !== 0;
    let start = 12 + csrcs * 4;
    if (extended) start += 4 + bytes.readUInt16BE(start + 2) * 4;
    this.packets.push({
      sequence: bytes.readUInt16BE(2),
      timestamp: bytes.readUInt32BE(4),
      marker: (bytes.readUInt8(1) & 0x80) !== 0,
      payload: Buffer.from(bytes.subarray(start)),
    });
    for (const resume of this.#waiting) resume();
    this.#waiting.clear();
  }
}
