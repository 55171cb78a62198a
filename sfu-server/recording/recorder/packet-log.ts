import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { idSchema } from '../../protocol/primitives.ts';
import { mediaSourceSchema } from '../../protocol/room.ts';

/**
 * One file a run of the recorder, only ever appended to: `u32 length · u8 kind · u16 track · f64 at · payload`, big endian,
 * where `length` counts what follows it and `at` is the moment of arrival in ms since the recording began. What a crash
 * cuts off at the end is left out when it is read.
 */
export const RECORD_KINDS = { track: 0, rtp: 1, senderReport: 2 } as const;
export type RecordKind = keyof typeof RECORD_KINDS;

const HEAD_BYTES = 15;
/** Longer than any datagram: what claims more is damage. */
const MAX_RECORD_BYTES = 70_000;

/** What a track is; the payload of its first record. */
export const trackInfoSchema = z.object({
  producerId: idSchema,
  participantId: idSchema,
  kind: z.enum(['audio', 'video']),
  source: mediaSourceSchema,
  codec: z.enum(['opus', 'vp8', 'h264']),
  clockRate: z.number().int().positive(),
  ssrc: z.number().int().nonnegative(),
});
export type TrackInfo = z.infer<typeof trackInfoSchema>;

export interface LogRecord {
  readonly kind: RecordKind;
  readonly track: number;
  /** ms since the recording began. */
  readonly at: number;
  readonly payload: Buffer;
}

const KIND_OF_BYTE = new Map<number, RecordKind>([
  [RECORD_KINDS.track, 'track'],
  [RECORD_KINDS.rtp, 'rtp'],
  [RECORD_KINDS.senderReport, 'senderReport'],
]);

/** A record's head and payload, to be written one after the other. */
export function encodeRecord({ kind, track, at, payload }: LogRecord): [Buffer, Buffer] {
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  head.writeUInt32BE(HEAD_BYTES - 4 + payload.length, 0);
  head.writeUInt8(RECORD_KINDS[kind], 4);
  head.writeUInt16BE(track, 5);
  head.writeDoubleBE(at, 7);
  return [head, payload];
}

/** The records of a file in the order in which they arrived, up to the first that is damaged or cut off. */
export async function* readPacketLog(path: string): AsyncGenerator<LogRecord> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let at = 0;
    while (rest.length - at >= HEAD_BYTES) {
      const length = rest.readUInt32BE(at) + 4;
      const kind = KIND_OF_BYTE.get(rest.readUInt8(at + 4));
      if (length < HEAD_BYTES || length > MAX_RECORD_BYTES || kind === undefined) return;
      if (rest.length - at < length) break;
      yield {
        kind,
        track: rest.readUInt16BE(at + 5),
        at: rest.readDoubleBE(at + 7),
        payload: rest.subarray(at + HEAD_BYTES, at + length),
      };
      at += length;
    }
    rest = rest.subarray(at);
  }
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
