import type { types } from 'mediasoup';

/** Packets of a layer between two reports of its sender. */
const REPORT_EVERY = 5;
/** Ticks of the clock of pictures (90 kHz) between two packets, 20 ms. */
const TICKS = 1800;

/** A picture that a test sends packet by packet, without a browser. */
export class TestPicture {
  readonly producer: types.Producer;
  readonly #transport: types.DirectTransport;
  readonly #waiting = new Set<() => void>();
  #sequence = 0;
  #sending: NodeJS.Timeout | null = null;

  static async send(router: types.Router, firstSsrc: number, layers = 1): Promise<TestPicture> {
    const transport = await router.createDirectTransport();
    const ssrcs = Array.from({ length: layers }, (_, layer) => firstSsrc + layer);
    const producer = await transport.produce({
      kind: 'video',
      rtpParameters: {
        codecs: [
          {
            mimeType: 'video/VP8',
            payloadType: 96,
            clockRate: 90_000,
            rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'ccm', parameter: 'fir' }],
          },
        ],
        encodings: ssrcs.map((ssrc) => ({ ssrc })),
      },
    });
    return new TestPicture(transport, producer, ssrcs);
  }

  private constructor(transport: types.DirectTransport, producer: types.Producer, ssrcs: readonly number[]) {
    this.#transport = transport;
    this.producer = producer;
    const tick = () => {
      for (const [layer, ssrc] of ssrcs.entries()) producer.send(keyFrame(ssrc, this.#sequence, layer));
      // A watcher is moved to another layer only when both are known to keep the same time.
      if (this.#sequence % REPORT_EVERY === 0) for (const ssrc of ssrcs) transport.sendRtcp(senderReport(ssrc, this.#sequence));
      this.#sequence += 1;
      for (const resume of this.#waiting) resume();
      this.#waiting.clear();
    };
    this.#sending = setInterval(tick, 20);
    producer.observer.on('close', () => this.#stop());
  }

  /** Packets of each layer that were sent. */
  get sent(): number {
    return this.#sequence;
  }

  async hasSent(count: number): Promise<void> {
    while (this.#sequence < count) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  close(): void {
    this.#stop();
    this.#transport.close();
  }

  #stop(): void {
    if (this.#sending !== null) clearInterval(this.#sending);
    this.#sending = null;
  }
}

/** One VP8 key frame in one packet (RFC 7741); the last byte says which layer it is. */
export function keyFrame(ssrc: number, sequence: number, layer: number): Buffer {
  const packet = Buffer.alloc(12 + 20);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8(0x80 | 96, 1);
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE((sequence * TICKS) >>> 0, 4);
  packet.writeUInt32BE(ssrc, 8);
  // Payload descriptor: start of a partition, no extensions; then a key frame's header with its start code and size.
  packet.set([0x10, 0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00], 12);
  packet.writeUInt8(layer, packet.length - 1);
  return packet;
}

/** A sender report without blocks (RFC 3550 §6.4.1). */
function senderReport(ssrc: number, sequence: number): Buffer {
  const report = Buffer.alloc(28);
  report.writeUInt8(0x80, 0);
  report.writeUInt8(200, 1);
  report.writeUInt16BE(6, 2);
  report.writeUInt32BE(ssrc, 4);
  const seconds = 3_900_000_000 + (sequence * TICKS) / 90_000;
  report.writeUInt32BE(Math.floor(seconds), 8);
  report.writeUInt32BE(Math.floor((seconds % 1) * 2 ** 32), 12);
  report.writeUInt32BE((sequence * TICKS) >>> 0, 16);
  return report;
}
