const SENDER_REPORT = 200;
const RTP_FEEDBACK = 205;
const GENERIC_NACK = 1;
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

/** The packets that a receiver asks for again (RFC 4585 §6.2.1), by the sender's SSRC. Broken input gives nothing. */
export function parseNacks(compound: Buffer): { ssrc: number; sequences: number[] }[] {
  const nacks: { ssrc: number; sequences: number[] }[] = [];
  for (let at = 0; at + 4 <= compound.length; ) {
    const end = at + 4 + compound.readUInt16BE(at + 2) * 4;
    if (end > compound.length) break;
    const isNack = compound.readUInt8(at + 1) === RTP_FEEDBACK && (compound.readUInt8(at) & 0x1f) === GENERIC_NACK;
    if (isNack && end >= at + 12) {
      nacks.push({ ssrc: compound.readUInt32BE(at + 8), sequences: sequencesOf(compound.subarray(at + 12, end)) });
    }
    at = end;
  }
  return nacks;
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
