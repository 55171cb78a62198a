import { NAL, nalType } from './nal.ts';

/** The latest parameter sets of a stream, and whether the picture that begins has them before it. */
export class ParameterSets {
  #sps: Buffer | null = null;
  #pps: Buffer | null = null;
  /** Timestamp of the picture that they were last sent with. */
  #sentWith: number | null = null;

  get sps(): Buffer | null {
    return this.#sps;
  }

  /** From a session description: `sprop-parameter-sets` (RFC 6184 §8.1). */
  takeSprop(sprop: string): void {
    for (const text of sprop.split(',')) this.take(Buffer.from(text.trim(), 'base64'));
  }

  /** Keeps a copy of a parameter set; anything else is left. Gives whether it was the SPS. */
  take(nal: Buffer): boolean {
    const type = nal.length < 2 ? 0 : nalType(nal.readUInt8(0));
    if (type === NAL.pps) this.#pps = Buffer.from(nal);
    if (type !== NAL.sps) return false;
    this.#sps = Buffer.from(nal);
    return true;
  }

  /** The camera has sent its SPS itself with this picture. */
  cameWith(timestamp: number): void {
    this.#sentWith = timestamp;
  }

  /** What has to go before a key frame of this timestamp; empty where it is there already, null where nobody knows them. */
  before(timestamp: number): Buffer[] | null {
    if (this.#sentWith === timestamp) return [];
    if (this.#sps === null || this.#pps === null) return null;
    this.#sentWith = timestamp;
    return [this.#sps, this.#pps];
  }
}
