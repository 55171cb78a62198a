// The recorder's process loads this file: it imports nothing, so that a recorder is there at once.
/**
 * One file a run of the recorder, only ever appended to: `u32 length · u8 kind · u16 track · f64 at · payload`, big endian,
 * where `length` counts what follows it and `at` is the moment of arrival in ms since the recording began. What a crash
 * cuts off at the end is left out when it is read.
 */
export const RECORD_KINDS = { track: 0, rtp: 1, senderReport: 2 } as const;
export type RecordKind = keyof typeof RECORD_KINDS;

export const HEAD_BYTES = 15;

export interface LogRecord {
  readonly kind: RecordKind;
  readonly track: number;
  /** ms since the recording began. */
  readonly at: number;
  readonly payload: Buffer;
}

/** A record's head and payload, to be written one after the other. */
export function encodeRecord({ kind, track, at, payload }: LogRecord): [Buffer, Buffer] {
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  head.writeUInt32BE(HEAD_BYTES - 4 + payload.length, 0);
  head.writeUInt8(RECORD_KINDS[kind], 4);
  head.writeUInt16BE(track, 5);
  head.writeDoubleBE(at, 7);
  return [head, payload];
}

/** A sender's own clock at one of its timestamps, as its RTCP sender reports say it (RFC 3550 §6.4.1). */
export interface SenderReport {
  readonly ssrc: number;
  /** ms since 1900, of the sender's clock. */
  readonly ntpMs: number;
  readonly rtpTimestamp: number;
}

export function encodeSenderReport({ ssrc, ntpMs, rtpTimestamp }: SenderReport): Buffer {
  const bytes = Buffer.allocUnsafe(16);
  bytes.writeUInt32BE(ssrc, 0);
  bytes.writeDoubleBE(ntpMs, 4);
  bytes.writeUInt32BE(rtpTimestamp, 12);
  return bytes;
}

export function decodeSenderReport(bytes: Buffer): SenderReport | null {
  if (bytes.length !== 16) return null;
  return { ssrc: bytes.readUInt32BE(0), ntpMs: bytes.readDoubleBE(4), rtpTimestamp: bytes.readUInt32BE(12) };
}
