const SENDER_REPORT = 200;
const RTP_FEEDBACK = 205;
const GENERIC_NACK = 1;
const PAYLOAD_FEEDBACK = 206;
/** Picture loss indication and full intra request (RFC 4585 §6.3.1, RFC 5104 §4.3.1). */
const KEY_FRAME_REQUESTS = new Set([1, 4]);
/** Seconds from 1900, where NTP counts from, to 1970 (RFC 5905 §6). */
const NTP_EPOCH_S = 2_208_988_800;

/** A sender report without report blocks (RFC 3550 §6.4.1). `now` is UTC ms. */
export function formatSenderReport(report: { ssrc: number; now: number; timestamp: number; packets: number; bytes: number }): Buffer {
  const packet = Buffer.alloc(28);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8(SENDER_REPORT, 1);
  packet.writeUInt16BE(6, 2);
  packet.writeUInt32BE(report.ssrc, 4);
  packet.writeUInt32BE(Math.floor(report.now / 1000) + NTP_EPOCH_S, 8);
  packet.writeUInt32BE(Math.floor(((report.now % 1000) / 1000) * 2 ** 32), 12);
  packet.writeUInt32BE(report.timestamp >>> 0, 16);
  packet.writeUInt32BE(report.packets >>> 0, 20);
  packet.writeUInt32BE(report.bytes >>> 0, 24);
  return packet;
}

/** What a receiver asks of the sender of a stream. */
export type Feedback =
  | { readonly kind: 'nack'; readonly ssrc: number; readonly sequences: readonly number[] }
  | { readonly kind: 'keyFrame'; readonly ssrc: number };

/** The packets asked for again (RFC 4585 §6.2.1) and the key frames asked for, in a compound packet. Broken input gives nothing. */
export function parseFeedback(compound: Buffer): Feedback[] {
  const feedback: Feedback[] = [];
  for (let at = 0; at + 4 <= compound.length; ) {
    const end = at + 4 + compound.readUInt16BE(at + 2) * 4;
    if (end > compound.length) break;
    const type = compound.readUInt8(at + 1);
    const format = compound.readUInt8(at) & 0x1f;
    if (type === RTP_FEEDBACK && format === GENERIC_NACK && end > at + 12) {
      feedback.push({ kind: 'nack', ssrc: compound.readUInt32BE(at + 8), sequences: sequencesOf(compound.subarray(at + 12, end)) });
    } else if (type === PAYLOAD_FEEDBACK && KEY_FRAME_REQUESTS.has(format) && end >= at + 12) {
      // A full intra request names its stream in its entry, not in the header.
      const ssrcAt = format === 4 ? at + 12 : at + 8;
      if (end >= ssrcAt + 4) feedback.push({ kind: 'keyFrame', ssrc: compound.readUInt32BE(ssrcAt) });
    }
    at = end;
  }
  return feedback;
}

function sequencesOf(items: Buffer): number[] {
  const sequences: number[] = [];
  for (let at = 0; at + 4 <= items.length; at += 4) {
    const first = items.readUInt16BE(at);
    const following = items.readUInt16BE(at + 2);
    sequences.push(first);
    for (let bit = 0; bit < 16; bit += 1) if (((following >> bit) & 1) === 1) sequences.push((first + bit + 1) & 0xffff);
  }
  return sequences;
}
