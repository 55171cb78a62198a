import { OPUS_SILENCE, OPUS_SILENCE_MS, OpusDepacketiser } from './depacketise.ts';
import { MatroskaWriter } from './matroska.ts';

/** A longer silence of the line (a muted microphone) ends a clip, ms. */
const PAUSE_MS = 1000;

const SILK_MS = [10, 20, 40, 60] as const;
const HYBRID_MS = [10, 20] as const;
const CELT_MS = [2.5, 5, 10, 20] as const;

/** How long a packet of Opus sounds, ms (RFC 6716 §3.1). */
export function opusMs(packet: Buffer): number {
  const head = packet[0] ?? 0;
  const config = head >> 3;
  const frame = config < 12 ? SILK_MS[config & 3] : config < 16 ? HYBRID_MS[config & 1] : CELT_MS[config & 3];
  const code = head & 3;
  const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 0) & 0x3f : 2;
  return (frame ?? 20) * frames;
}

/** Opens the file of a clip that begins at `startMs`. */
export type OpenClip<T> = (startMs: number, extra: T) => { readonly path: string; closed(endMs: number): void };

/**
 * Writes a microphone's frames gap by gap filled, so that what is decoded lies where it was spoken by counting samples
 * alone. A sender's clock that runs slow or fast is met by a frame of silence or by a frame left out.
 */
export class SoundClips {
  readonly #open: OpenClip<null>;
  #clip: { writer: MatroskaWriter; startMs: number; writtenMs: number; closed(endMs: number): void } | null = null;

  constructor(open: OpenClip<null>) {
    this.#open = open;
  }

  async add(atMs: number, data: Buffer): Promise<void> {
    if (this.#clip !== null && atMs - this.#endMs > PAUSE_MS) await this.close();
    if (this.#clip === null) {
      const { path, closed } = this.#open(atMs, null);
      const { codecPrivate } = new OpusDepacketiser();
      this.#clip = { writer: new MatroskaWriter(path, { codec: 'opus', codecPrivate }), startMs: atMs, writtenMs: 0, closed };
    }
    const clip = this.#clip;
    const at = atMs - clip.startMs;
    if (at <= clip.writtenMs - OPUS_SILENCE_MS) return;
    while (at - clip.writtenMs >= OPUS_SILENCE_MS) {
      await clip.writer.write(clip.writtenMs, OPUS_SILENCE, true);
      clip.writtenMs += OPUS_SILENCE_MS;
    }
    await clip.writer.write(clip.writtenMs, data, true);
    clip.writtenMs += opusMs(data);
  }

  async close(): Promise<void> {
    const clip = this.#clip;
    if (clip === null) return;
    const endMs = this.#endMs;
    this.#clip = null;
    await clip.writer.close();
    clip.closed(endMs);
  }

  get #endMs(): number {
    return this.#clip === null ? 0 : this.#clip.startMs + this.#clip.writtenMs;
  }
}
