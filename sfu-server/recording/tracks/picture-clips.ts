import { type Depacketiser, H264Depacketiser, Vp8Depacketiser } from './depacketise.ts';
import { MatroskaWriter } from './matroska.ts';
import type { OrderedPacket } from './reorder.ts';
import type { OpenClip } from './sound-clips.ts';

/** Where no frame comes for longer (a camera that was switched off), the next key frame begins a new clip, ms. */
const PAUSE_MS = 2000;
/** How long the last frame of a clip stands, ms. */
const LAST_FRAME_MS = 40;
/** Where the stream itself says its size to the decoder, the file's head need not know it. */
const ANY_SIZE = { width: 640, height: 360 };

/** Puts frames together from packets and writes them; after a loss nothing is shown until the next key frame. */
export class PictureClips {
  readonly #codec: 'vp8' | 'h264';
  readonly #depacketiser: Depacketiser;
  readonly #timeOf: (ticks: number) => number;
  readonly #open: OpenClip<null>;
  #packets: OrderedPacket[] = [];
  #broken = true;
  #clip: { writer: MatroskaWriter; startMs: number; lastMs: number; closed(endMs: number): void } | null = null;

  /** @param timeOf ms since the recording began of an unwrapped timestamp */
  constructor(codec: 'vp8' | 'h264', timeOf: (ticks: number) => number, open: OpenClip<null>) {
    this.#codec = codec;
    this.#depacketiser = codec === 'vp8' ? new Vp8Depacketiser() : new H264Depacketiser();
    this.#timeOf = timeOf;
    this.#open = open;
  }

  async add(packet: OrderedPacket): Promise<void> {
    // Padding that only probed the line.
    if (packet.payload.length === 0) {
      this.#broken ||= packet.afterLoss;
      return;
    }
    const [first] = this.#packets;
    if (first !== undefined && first.ticks !== packet.ticks) await this.#finish(packet.afterLoss);
    if (packet.afterLoss) this.#broken = true;
    this.#packets.push(packet);
    if (packet.marker) await this.#finish(false);
  }

  async close(): Promise<void> {
    await this.#finish(false);
    await this.#endClip();
  }

  /** @param cut the end of this frame never came */
  async #finish(cut: boolean): Promise<void> {
    const packets = this.#packets;
    this.#packets = [];
    const [first] = packets;
    if (first === undefined) return;
    const inside = packets.slice(1).some(({ afterLoss }) => afterLoss);
    const frame = cut || inside ? null : this.#depacketiser.frame(packets);
    if (frame === null) {
      this.#broken = true;
      return;
    }
    if (this.#broken && !frame.key) return;
    this.#broken = false;
    await this.#write(this.#timeOf(first.ticks), frame);
  }

  async #write(atMs: number, { data, key }: { data: Buffer; key: boolean }): Promise<void> {
    if (this.#clip !== null && key && atMs - this.#clip.lastMs > PAUSE_MS) await this.#endClip();
    if (this.#clip === null) {
      if (this.#codec === 'h264' && this.#depacketiser.codecPrivate === null) return;
      const { path, closed } = this.#open(atMs, null);
      const size = this.#codec === 'vp8' ? vp8Size(data) : ANY_SIZE;
      const { codecPrivate } = this.#depacketiser;
      this.#clip = { writer: new MatroskaWriter(path, { codec: this.#codec, codecPrivate, size }), startMs: atMs, lastMs: atMs, closed };
    }
    const clip = this.#clip;
    clip.lastMs = Math.max(clip.lastMs, atMs);
    await clip.writer.write(clip.lastMs - clip.startMs, data, key);
  }

  async #endClip(): Promise<void> {
    const clip = this.#clip;
    if (clip === null) return;
    this.#clip = null;
    await clip.writer.close();
    clip.closed(clip.lastMs + LAST_FRAME_MS);
  }
}

/** Size in a key frame's head (RFC 6386 §9.1), px. */
function vp8Size(frame: Buffer): { width: number; height: number } {
  if (frame.length < 10) return ANY_SIZE;
  return { width: frame.readUInt16LE(6) & 0x3fff, height: frame.readUInt16LE(8) & 0x3fff };
}
