import { OpusDecoder } from 'opus-decoder';
import { Reorder } from '../../recording/tracks/reorder.ts';
import { parseRtp } from '../../recording/tracks/rtp.ts';
import { SAMPLE_RATE } from '../engine/speech-engine.ts';
import { type Utterance, Utterances } from '../utterances.ts';

/** RTP ticks of a millisecond: Opus counts 48 kHz whatever it is decoded to (RFC 7587 §4.1). */
const TICKS_PER_MS = 48;
/** No packet for so long: muted, or gone, ms. */
const SILENT_AFTER_MS = 900;
/** No packet is on its way for longer, ms. */
const LATEST_MS = 10_000;

/** The sound of one person: RTP in, what they said out. */
export class Voice implements Disposable {
  readonly #decoder: OpusDecoder<typeof SAMPLE_RATE>;
  readonly #reorder = new Reorder();
  readonly #utterances: Utterances;
  readonly #silence: NodeJS.Timeout;
  /** Where the next packet begins if none is left out, ticks. */
  #next: number | null = null;
  /** When tick 0 was, UTC ms; by the packet that was least on its way. Null: the next packet says it. */
  #zero: number | null = null;

  static async open(said: (utterance: Utterance) => void): Promise<Voice> {
    // libopus gives 16 kHz and one channel by itself.
    const decoder = new OpusDecoder({ sampleRate: SAMPLE_RATE, channels: 1 });
    await decoder.ready;
    return new Voice(decoder, said);
  }

  private constructor(decoder: OpusDecoder<typeof SAMPLE_RATE>, said: (utterance: Utterance) => void) {
    this.#decoder = decoder;
    this.#utterances = new Utterances(said);
    this.#silence = setTimeout(() => this.#fell(), SILENT_AFTER_MS);
  }

  /** @param at when it arrived, UTC ms */
  take(datagram: Buffer, at: number): void {
    const packet = parseRtp(datagram);
    if (packet === null) return;
    this.#silence.refresh();
    for (const { payload, ticks } of this.#reorder.take(packet, at)) {
      // A clock that is set, or counting that begins anew, is no packet that was late.
      const zero = at - ticks / TICKS_PER_MS;
      const isAnew = this.#zero === null || Math.abs(zero - this.#zero) > LATEST_MS;
      this.#zero = isAnew ? zero : Math.min(zero, this.#zero ?? zero);
      const sent = this.#zero + ticks / TICKS_PER_MS;
      if (payload.length === 0) continue;
      const { channelData, samplesDecoded } = this.#decoder.decodeFrame(payload);
      const [samples] = channelData;
      const lengthMs = (samplesDecoded / SAMPLE_RATE) * 1000;
      // Who is silent sends next to nothing (DTX): without its pauses what they say would never end.
      if (this.#next !== null && ticks > this.#next) this.#utterances.pause((ticks - this.#next) / TICKS_PER_MS, sent - lengthMs);
      this.#next = ticks + lengthMs * TICKS_PER_MS;
      // What is damaged decodes to nothing.
      if (samples !== undefined && samplesDecoded > 0) this.#utterances.take(samples, sent);
    }
  }

  /** What comes after a silence may count from elsewhere. */
  #fell(): void {
    this.#utterances.end();
    this.#zero = null;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#silence);
    this.#utterances.end();
    this.#decoder.free();
  }
}
