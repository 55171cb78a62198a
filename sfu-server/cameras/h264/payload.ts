import { NAL, nalType } from './nal.ts';

/**
 * Largest payload that is sent on, bytes. With SRTP, its extensions and TURN it has to fit an Ethernet frame on the
 * way to a browser; cameras on their own wire do not think of that.
 */
export const MAX_PAYLOAD = 1200;

/** One payload to send, in pieces, so that nothing is copied twice. */
export type PayloadParts = readonly Uint8Array[];

/** The NAL units that begin in this payload (RFC 6184 §5.4): one, several (STAP-A), or the one that a FU-A starts. Broken input gives what is sound. */
export function nalsOf(payload: Buffer): { type: number; nal: Buffer | null }[] {
  const first = payload.readUInt8(0);
  const type = nalType(first);
  if (type === NAL.stapA) return splitStapA(payload).map((nal) => ({ type: nalType(nal.readUInt8(0)), nal }));
  if (type === NAL.fuA) {
    if (payload.length < 3 || (payload.readUInt8(1) & 0x80) === 0) return [];
    // Only its beginning is here, with the header that it had before it was cut.
    const header = Uint8Array.of((first & 0xe0) | (payload.readUInt8(1) & 0x1f));
    return [{ type: nalType(payload.readUInt8(1)), nal: Buffer.concat([header, payload.subarray(2, 34)]) }];
  }
  return [{ type, nal: payload }];
}

function splitStapA(payload: Buffer): Buffer[] {
  const nals: Buffer[] = [];
  for (let at = 1; at + 2 < payload.length; ) {
    const length = payload.readUInt16BE(at);
    const end = at + 2 + length;
    if (length === 0 || end > payload.length) break;
    nals.push(payload.subarray(at + 2, end));
    at = end;
  }
  return nals;
}

/** The same payload in pieces of at most `MAX_PAYLOAD` bytes. */
export function fitPayload(payload: Buffer): PayloadParts[] {
  if (payload.length <= MAX_PAYLOAD) return [[payload]];
  const first = payload.readUInt8(0);
  const type = nalType(first);
  if (type === NAL.stapA) return splitStapA(payload).flatMap(fitPayload);
  if (type === NAL.fuA) {
    const head = payload.readUInt8(1);
    return fragments(first, head & 0x1f, payload.subarray(2), (head & 0x80) !== 0, (head & 0x40) !== 0);
  }
  return fragments((first & 0xe0) | NAL.fuA, type, payload.subarray(1), true, true);
}

/** FU-A pieces (RFC 6184 §5.8): the first starts and the last ends the unit only where the whole did. */
function fragments(indicator: number, type: number, body: Buffer, starts: boolean, ends: boolean): PayloadParts[] {
  const size = MAX_PAYLOAD - 2;
  const count = Math.ceil(body.length / size);
  return Array.from({ length: count }, (_, index) => {
    const start = starts && index === 0 ? 0x80 : 0;
    const end = ends && index === count - 1 ? 0x40 : 0;
    return [Uint8Array.of(indicator, start | end | type), body.subarray(index * size, (index + 1) * size)];
  });
}

/** Parameter sets in one packet; null where they do not fit one. */
export function aggregate(nals: readonly Uint8Array[]): PayloadParts | null {
  const parts: Uint8Array[] = [Uint8Array.of(0x60 | NAL.stapA)];
  for (const nal of nals) parts.push(Uint8Array.of(nal.length >> 8, nal.length & 0xff), nal);
  return parts.reduce((sum, part) => sum + part.length, 0) <= MAX_PAYLOAD ? parts : null;
}
