import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { idSchema } from '../../protocol/primitives.ts';
import { mediaSourceSchema } from '../../protocol/room.ts';
import { HEAD_BYTES, type LogRecord, RECORD_KINDS, type RecordKind } from './packet-record.ts';

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

const KIND_OF_BYTE = new Map<number, RecordKind>([
  [RECORD_KINDS.track, 'track'],
  [RECORD_KINDS.rtp, 'rtp'],
  [RECORD_KINDS.senderReport, 'senderReport'],
]);

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
