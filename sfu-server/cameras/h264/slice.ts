import { BitReader, NAL, nalType, rawPayload } from './nal.ts';

/** Bytes that surely hold a slice header's first two numbers. */
const HEAD = 16;

/**
 * Whether the slice that begins here is of a B picture, which no WebRTC receiver expects
 * (slice_type 1 and 6, ITU-T H.264 table 7-6).
 */
export function isBSlice(nal: Uint8Array): boolean {
  if (nal[0] === undefined || nalType(nal[0]) !== NAL.slice) return false;
  const bits = new BitReader(rawPayload(nal.subarray(0, HEAD)));
  bits.ue();
  return bits.ue() % 5 === 1;
}
