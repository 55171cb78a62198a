import { BitReader, NAL, nalType, rawPayload } from './nal.ts';

/** What a sequence parameter set says about a stream. */
export interface SpsInfo {
  /** Six hex digits: profile, constraints, level (RFC 6184 §8.1). */
  readonly profileLevelId: string;
  readonly profile: string;
  /** Pixels, after cropping. */
  readonly width: number;
  readonly height: number;
}

const PROFILE_NAMES: { readonly [profile: number]: string } = {
  66: 'Baseline',
  77: 'Main',
  88: 'Extended',
  100: 'High',
  110: 'High 10',
  122: 'High 4:2:2',
  244: 'High 4:4:4 Predictive',
  44: 'CAVLC 4:4:4 Intra',
};

/** Profiles whose parameter sets carry the chroma format and scaling lists (ITU-T H.264 §7.3.2.1.1). */
const WITH_CHROMA = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128]);

/** Null where the bytes are no sequence parameter set. */
export function parseSps(nal: Uint8Array): SpsInfo | null {
  const [header, profile, constraints, level] = nal;
  if (header === undefined || profile === undefined || constraints === undefined || level === undefined) return null;
  if (nalType(header) !== NAL.sps) return null;
  const bits = new BitReader(rawPayload(nal).subarray(3));
  bits.ue();
  const chroma = WITH_CHROMA.has(profile) ? readChroma(bits) : 1;
  bits.ue();
  skipPictureOrder(bits);
  bits.ue();
  bits.bits(1);
  const widthInBlocks = bits.ue() + 1;
  const heightInUnits = bits.ue() + 1;
  const framesOnly = bits.bits(1);
  if (framesOnly === 0) bits.bits(1);
  bits.bits(1);
  const [left = 0, right = 0, top = 0, bottom = 0] = bits.bits(1) === 1 ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [];
  const cropX = chroma === 1 || chroma === 2 ? 2 : 1;
  const cropY = (chroma === 1 ? 2 : 1) * (2 - framesOnly);
  return {
    profileLevelId: Buffer.from([profile, constraints, level]).toString('hex'),
    profile: PROFILE_NAMES[profile] ?? `profile ${profile}`,
    width: widthInBlocks * 16 - (left + right) * cropX,
    height: heightInUnits * (2 - framesOnly) * 16 - (top + bottom) * cropY,
  };
}

function readChroma(bits: BitReader): number {
  const chroma = bits.ue();
  if (chroma === 3) bits.bits(1);
  bits.ue();
  bits.ue();
  bits.bits(1);
  if (bits.bits(1) === 1) {
    for (let list = 0; list < (chroma === 3 ? 12 : 8); list += 1) {
      if (bits.bits(1) === 1) skipScalingList(bits, list < 6 ? 16 : 64);
    }
  }
  return chroma;
}

function skipScalingList(bits: BitReader, size: number): void {
  for (let index = 0, last = 8, next = 8; index < size; index += 1) {
    if (next !== 0) next = (last + bits.se() + 256) % 256;
    last = next === 0 ? last : next;
  }
}

function skipPictureOrder(bits: BitReader): void {
  const type = bits.ue();
  if (type === 0) bits.ue();
  if (type !== 1) return;
  bits.bits(1);
  bits.se();
  bits.se();
  const cycle = Math.min(bits.ue(), 255);
  for (let index = 0; index < cycle; index += 1) bits.se();
}
