import { Refusal } from '../../protocol/errors.ts';
import type { SpsInfo } from './sps.ts';

/**
 * The router codec (see `media/codecs.ts`) under which a stream goes to browsers, from its parameter set.
 * The profile decides, the level does not: `level-asymmetry-allowed`.
 * @throws Refusal `camera.unsupported_codec` for 10-bit, 4:2:2 and 4:4:4 pictures
 */
export function routerProfileOf({ profileLevelId, profile }: SpsInfo): string {
  const idc = Number.parseInt(profileLevelId.slice(0, 2), 16);
  const constraints = Number.parseInt(profileLevelId.slice(2, 4), 16);
  const keepsBaseline = (constraints & 0x80) !== 0;
  const keepsMain = (constraints & 0x40) !== 0;
  // Constrained Baseline is what obeys both sets of rules (ITU-T H.264 §A.2.1.1).
  if ((idc === 66 && keepsMain) || (idc === 77 && keepsBaseline) || (idc === 88 && keepsBaseline && keepsMain)) return '42e01f';
  if (idc === 66) return '42001f';
  if (idc === 77) return '4d001f';
  // Most cameras send High. Chromium without a GPU does not offer it, but its decoder reads the profile from the stream
  // and shows it all the same when it goes under the name of Main (tried with Chromium and x264's High with 8×8 transform).
  if (idc === 100) return '4d001f';
  throw new Refusal('camera.unsupported_codec', `The camera sends H.264 ${profile}; browsers show Baseline, Main and High.`);
}
