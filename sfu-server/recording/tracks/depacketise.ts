import type { RtpPacket } from './rtp.ts';

/** What a codec's packets are made into. */
export interface Depacketiser {
  /** The bytes of one frame out of all its packets, in order; null where they are no whole frame. */
  frame(packets: readonly RtpPacket[]): { readonly data: Buffer; readonly key: boolean } | null;
  /** What a Matroska track needs to know before its first frame; null where there is nothing, or not yet. */
  readonly codecPrivate: Buffer | null;
}

/** RFC 7741. */
export class Vp8Depacketiser implements Depacketiser {
  readonly codecPrivate = null;

  frame(packets: readonly RtpPacket[]) {
    const pieces: Buffer[] = [];
    for (const [index, { payload }] of packets.entries()) {
      const start = vp8PayloadStart(payload);
      if (start === null) return null;
      // The first packet begins the frame: S is set and it is partition 0.
      if (index === 0 && (payload.readUInt8(0) & 0x17) !== 0x10) return null;
      pieces.push(payload.subarray(start));
    }
    const data = Buffer.concat(pieces);
    return data.length === 0 ? null : { data, key: (data.readUInt8(0) & 0x01) === 0 };
  }
}

/** Where behind its descriptor the payload begins (RFC 7741 §4.2). */
function vp8PayloadStart(payload: Buffer): number | null {
  const first = payload[0];
  if (first === undefined) return null;
  let at = 1;
  if ((first & 0x80) !== 0) {
    const extension = payload[at];
    if (extension === undefined) return null;
    at += 1;
    if ((extension & 0x80) !== 0) at += ((payload[at] ?? 0) & 0x80) === 0 ? 1 : 2;
    if ((extension & 0x40) !== 0) at += 1;
    if ((extension & 0x30) !== 0) at += 1;
  }
  return at < payload.length ? at : null;
}

const STAP_A = 24;
const FU_A = 28;
const IDR = 5;
const SPS = 7;
const PPS = 8;

/** RFC 6184, packetization mode 1, into NAL units with their length before each (ISO/IEC 14496-15). */
export class H264Depacketiser implements Depacketiser {
  #sps: Buffer | null = null;
  #pps: Buffer | null = null;

  /** AVCDecoderConfigurationRecord of the first parameter sets; later ones travel in the stream. */
  get codecPrivate(): Buffer | null {
    const [sps, pps] = [this.#sps, this.#pps];
    if (sps === null || pps === null) return null;
    const head = Buffer.from([1, sps[1] ?? 0, sps[2] ?? 0, sps[3] ?? 0, 0xff, 0xe1]);
    return Buffer.concat([head, lengthOf(sps, 2), sps, Buffer.from([1]), lengthOf(pps, 2), pps]);
  }

  frame(packets: readonly RtpPacket[]) {
    const units: Buffer[] = [];
    let pieces: Buffer[] = [];
    for (const { payload } of packets) {
      const type = (payload[0] ?? 0) & 0x1f;
      if (type === STAP_A) {
        for (let at = 1; at + 2 < payload.length; ) {
          const length = payload.readUInt16BE(at);
          units.push(payload.subarray(at + 2, at + 2 + length));
          at += 2 + length;
        }
      } else if (type === FU_A) {
        const head = payload[1] ?? 0;
        if ((head & 0x80) !== 0) pieces = [Buffer.from([((payload[0] ?? 0) & 0xe0) | (head & 0x1f)])];
        else if (pieces.length === 0) return null;
        pieces.push(payload.subarray(2));
        if ((head & 0x40) !== 0) {
          units.push(Buffer.concat(pieces));
          pieces = [];
        }
      } else if (payload.length > 0) {
        units.push(payload);
      }
    }
    if (units.length === 0 || pieces.length > 0) return null;
    let key = false;
    for (const unit of units) {
      const type = (unit[0] ?? 0) & 0x1f;
      if (type === SPS) this.#sps ??= Buffer.from(unit);
      if (type === PPS) this.#pps ??= Buffer.from(unit);
      if (type === IDR) key = true;
    }
    return { data: Buffer.concat(units.flatMap((unit) => [lengthOf(unit, 4), unit])), key };
  }
}

function lengthOf(unit: Buffer, bytes: 2 | 4): Buffer {
  const length = Buffer.alloc(bytes);
  length.writeUIntBE(unit.length, 0, bytes);
  return length;
}

/** RFC 7587: one packet, one frame, each a beginning of its own. */
export class OpusDepacketiser implements Depacketiser {
  /** OpusHead (RFC 7845 §5.1): two channels, no pre-skip (nothing was cut off at the beginning), 48 kHz. */
  readonly codecPrivate = Buffer.from([...Buffer.from('OpusHead'), 1, 2, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0]);

  frame(packets: readonly RtpPacket[]) {
    const data = packets[0]?.payload;
    return data === undefined || data.length === 0 ? null : { data, key: true };
  }
}

/** A frame of 20 ms in which nothing is heard: what is put where nothing was sent. */
export const OPUS_SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
export const OPUS_SILENCE_MS = 20;
