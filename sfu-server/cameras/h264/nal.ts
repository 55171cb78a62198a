/** NAL unit types (ITU-T H.264 table 7-1) and RTP packet types (RFC 6184 table 1) that we look at. */
export const NAL = { slice: 1, idr: 5, sei: 6, sps: 7, pps: 8, stapA: 24, fuA: 28 } as const;

export const nalType = (firstByte: number): number => firstByte & 0x1f;

/** Takes the emulation prevention bytes out (ITU-T H.264 §7.4.1), so that bits can be counted. */
export function rawPayload(nal: Uint8Array): Uint8Array {
  const raw: number[] = [];
  for (let index = 1, zeros = 0; index < nal.length; index += 1) {
    const byte = nal[index] ?? 0;
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    raw.push(byte);
  }
  return Uint8Array.from(raw);
}

/** Reads bits from the front. Past the end it reads zeros: what is broken gives nonsense, not an error. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  bits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) {
      const byte = this.#bytes[this.#position >> 3] ?? 0;
      value = value * 2 + ((byte >> (7 - (this.#position & 7))) & 1);
      this.#position += 1;
    }
    return value;
  }

  /** Unsigned Exp-Golomb (ITU-T H.264 §9.1). */
  ue(): number {
    let zeros = 0;
    while (zeros < 32 && this.#position < this.#bytes.length * 8 && this.bits(1) === 0) zeros += 1;
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** Signed Exp-Golomb. */
  se(): number {
    const code = this.ue();
    return code % 2 === 0 ? -code / 2 : (code + 1) / 2;
  }
}
