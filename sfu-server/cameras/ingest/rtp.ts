/** The fields of an RTP packet (RFC 3550 §5.1) that are used here. */
export interface RtpPacket {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  /** Lies in the packet's own memory. */
  readonly payload: Buffer;
}

/** Null where the bytes are no RTP packet or one without a payload. */
export function parseRtp(packet: Buffer): RtpPacket | null {
  if (packet.length < 12) return null;
  const first = packet.readUInt8(0);
  if (first >> 6 !== 2) return null;
  let start = 12 + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    if (packet.length < start + 4) return null;
    start += 4 + packet.readUInt16BE(start + 2) * 4;
  }
  const padding = (first & 0x20) === 0 ? 0 : packet.readUInt8(packet.length - 1);
  const end = packet.length - padding;
  if (end <= start) return null;
  const second = packet.readUInt8(1);
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    payload: packet.subarray(start, end),
  };
}

/** Writes a packet without extensions; `parts` are its payload. */
export function formatRtp(
  head: { payloadType: number; marker: boolean; sequence: number; timestamp: number; ssrc: number },
  parts: readonly Uint8Array[],
): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const packet = Buffer.allocUnsafe(12 + length);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8((head.marker ? 0x80 : 0) | head.payloadType, 1);
  packet.writeUInt16BE(head.sequence, 2);
  packet.writeUInt32BE(head.timestamp, 4);
  packet.writeUInt32BE(head.ssrc, 8);
  let at = 12;
  for (const part of parts) {
    packet.set(part, at);
    at += part.length;
  }
  return packet;
}
