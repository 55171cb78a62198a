import { describe, expect, it } from 'vitest';
import { fitPayload, MAX_PAYLOAD, nalsOf } from './payload.ts';
import { routerProfileOf } from './profile.ts';
import { isBSlice } from './slice.ts';
import { parseSps } from './sps.ts';

/** Parameter sets made by x264 through GStreamer; the second and third are cropped (360 and 1080 are no multiples of 16). */
const SPS = {
  baseline: 'Z0LAFdkBQfsBagwMDUoAAAMAAgAAAwB5HixckA==',
  high: 'Z2QAHqyyAUBf8uAtQYGBqUAAAAMAQAAADyPFi5I=',
  main: 'Z01AKNkAeAIn5cBagICAoAAAAwAgAAAHkeMGSQ==',
} as const;
const bytes = (base64: string) => Buffer.from(base64, 'base64');

describe('a sequence parameter set', () => {
  it('tells profile and size', () => {
    expect(parseSps(bytes(SPS.baseline))).toEqual({ profileLevelId: '42c015', profile: 'Baseline', width: 320, height: 240 });
    expect(parseSps(bytes(SPS.high))).toEqual({ profileLevelId: '64001e', profile: 'High', width: 640, height: 360 });
    expect(parseSps(bytes(SPS.main))).toEqual({ profileLevelId: '4d4028', profile: 'Main', width: 1920, height: 1080 });
  });

  it('that is cut anywhere is nonsense or nothing, never an error', () => {
    const whole = bytes(SPS.high);
    for (let length = 0; length < whole.length; length += 1) expect(() => parseSps(whole.subarray(0, length))).not.toThrow();
    expect(parseSps(Buffer.from([0x68, 0xce, 0x3c, 0x80]))).toBeNull();
  });

  it.each([
    ['42c01e', '42e01f'],
    ['42001e', '42001f'],
    ['4d401f', '4d001f'],
    ['4d801f', '42e01f'],
    ['640028', '4d001f'],
  ])('of profile-level-id %s goes to browsers as %s', (profileLevelId, expected) => {
    expect(routerProfileOf({ profileLevelId, profile: '', width: 0, height: 0 })).toBe(expected);
  });

  it('of ten bits is refused by name', () => {
    const info = { profileLevelId: '6e001f', profile: 'High 10', width: 0, height: 0 };
    expect(() => routerProfileOf(info)).toThrow(
      expect.objectContaining({ code: 'camera.unsupported_codec', message: expect.stringContaining('High 10') }),
    );
  });
});

describe('a slice', () => {
  it('is known for B by its header', () => {
    // first_mb_in_slice 0 → `1`; slice_type 0 (P) → `1`, 1 (B) → `010`, 6 (B) → `00111`, 7 (I) → `0001000`.
    expect(isBSlice(Uint8Array.of(0x41, 0b1100_0000))).toBe(false);
    expect(isBSlice(Uint8Array.of(0x01, 0b1010_0000))).toBe(true);
    expect(isBSlice(Uint8Array.of(0x01, 0b1001_1100))).toBe(true);
    expect(isBSlice(Uint8Array.of(0x41, 0b1000_1000))).toBe(false);
    expect(isBSlice(Uint8Array.of(0x65, 0b1010_0000))).toBe(false);
  });
});

describe('a payload that does not fit', () => {
  /** Puts FU-A pieces together again, as a receiver would. */
  const join = (pieces: readonly Buffer[]) => {
    const [first = Buffer.alloc(2)] = pieces;
    const header = Buffer.of((first.readUInt8(0) & 0xe0) | (first.readUInt8(1) & 0x1f));
    return Buffer.concat([header, ...pieces.map((piece) => piece.subarray(2))]);
  };
  const whole = Buffer.from([0x65, ...Array.from({ length: 4000 }, (_, index) => index & 0xff)]);
  const fitted = (payload: Buffer) => fitPayload(payload).map((parts) => Buffer.concat(parts));

  it('as a single unit becomes pieces that give the same unit', () => {
    const pieces = fitted(whole);
    expect(pieces.every(({ length }) => length <= MAX_PAYLOAD)).toBe(true);
    expect(pieces.map((piece) => piece.readUInt8(1) & 0xc0)).toEqual([0x80, 0, 0, 0x40]);
    expect(join(pieces).equals(whole)).toBe(true);
  });

  it('as a piece of a unit becomes smaller pieces, of which only the outer ones begin and end it', () => {
    const start = Buffer.concat([Uint8Array.of(0x7c, 0x85), whole.subarray(1, 2001)]);
    const end = Buffer.concat([Uint8Array.of(0x7c, 0x45), whole.subarray(2001)]);
    const pieces = [...fitted(start), ...fitted(end)];
    expect(pieces.map((piece) => piece.readUInt8(1) & 0xc0)).toEqual([0x80, 0, 0, 0x40]);
    expect(join(pieces).equals(whole)).toBe(true);
  });

  it('as an aggregate becomes its units', () => {
    const unit = (type: number, length: number) => Buffer.alloc(length, type);
    const parts = [unit(0x67, 700), unit(0x68, 900)].flatMap((nal) => [Uint8Array.of(nal.length >> 8, nal.length & 0xff), nal]);
    const pieces = fitted(Buffer.concat([Uint8Array.of(0x78), ...parts]));
    expect(pieces.map(({ length }) => length)).toEqual([700, 900]);
  });

  it('and is broken gives what is sound', () => {
    expect(nalsOf(Buffer.from([0x78, 0, 2, 0x67, 1, 0xff, 0xff, 0x68])).map(({ type }) => type)).toEqual([7]);
    expect(nalsOf(Buffer.from([0x7c]))).toEqual([]);
    expect(nalsOf(Buffer.from([0x78, 0, 0]))).toEqual([]);
  });
});
