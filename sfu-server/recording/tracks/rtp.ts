/** One RTP packet (RFC 3550 §5.1) without its head, extensions and padding. */
export interface RtpPacket {
  readonly sequence: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
}

/** @returns null where it is no whole packet */
export function parseRtp(bytes: Buffer): RtpPacket | null {
  if (bytes.length < 12 || bytes.readUInt8(0) >> 6 !== 2) return null;
  const first = bytes.readUInt8(0);
  let start = 12 + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    if (bytes.length < start + 4) return null;
    start += 4 + bytes.readUInt16BE(start + 2) * 4;
  }
  const padding = (first & 0x20) === 0 ? 0 : bytes.readUInt8(bytes.length - 1);
  if (start > bytes.length - padding) return null;
  return {
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    marker: (bytes.readUInt8(1) & 0x80) !== 0,
    payload: bytes.subarray(start, bytes.length - padding),
  };
}

/** Turns a counter that wraps at `2^bits` into one that does not. Small steps back are steps back. */
export class Unwrapper {
  readonly #size: number;
  #last: number | null = null;

  constructor(bits: 16 | 32) {
    this.#size = 2 ** bits;
  }

  take(value: number): number {
    if (this.#last === null) {
      this.#last = value;
      return value;
    }
    const size = this.#size;
    let step = (((value - this.#last) % size) + size) % size;
    if (step >= size / 2) step -= size;
    const unwrapped = this.#last + step;
    if (step > 0) this.#last = unwrapped;
    return unwrapped;
  }
}
