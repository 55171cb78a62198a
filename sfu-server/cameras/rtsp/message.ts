import { Refusal } from '../../protocol/errors.ts';

export interface RtspResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
  /** Names in lower case; the same header twice gives two entries. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** A request from the camera to us; a few announce the end of a stream that way. */
export interface RtspIncomingRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
}

/** One packet of an interleaved channel (RFC 2326 §10.12). The payload is valid only until the next push. */
export interface InterleavedPacket {
  readonly kind: 'interleaved';
  readonly channel: number;
  readonly payload: Buffer;
}

export type RtspItem = RtspResponse | RtspIncomingRequest | InterleavedPacket;

/** The first value of a header. */
export function headerOf(message: { readonly headers: readonly (readonly [string, string])[] }, name: string): string | null {
  return message.headers.find(([key]) => key === name)?.[1] ?? null;
}

/** A request as it goes out. */
export function formatRequest(method: string, url: string, headers: readonly (readonly [string, string])[]): string {
  return `${method} ${url} RTSP/1.0\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

const DOLLAR = 0x24;
/** More than any camera sends; beyond it, what comes is no RTSP. */
const MAX_HEAD = 16 * 1024;
const MAX_BODY = 256 * 1024;
const HEAD_END = '\r\n\r\n';

/** Takes a camera's byte stream apart, however it is cut. Knows nothing of sockets. */
export class RtspStreamParser {
  #pending: Buffer = Buffer.alloc(0);

  /**
   * What is complete with this chunk.
   * @throws Refusal `camera.protocol_error` where it is no RTSP; the stream cannot be taken up again then
   */
  *push(chunk: Buffer): Generator<RtspItem, void, void> {
    let bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    try {
      for (;;) {
        const next = bytes[0] === DOLLAR ? takeInterleaved(bytes) : takeMessage(bytes);
        if (next === null) return;
        bytes = bytes.subarray(next.used);
        if (next.item !== null) yield next.item;
      }
    } finally {
      // A copy, so that a few left bytes do not keep a whole chunk alive.
      this.#pending = Buffer.from(bytes);
    }
  }
}

interface Taken {
  readonly used: number;
  readonly item: RtspItem | null;
}

function takeInterleaved(bytes: Buffer): Taken | null {
  if (bytes.length < 4) return null;
  const end = 4 + bytes.readUInt16BE(2);
  if (bytes.length < end) return null;
  return { used: end, item: { kind: 'interleaved', channel: bytes.readUInt8(1), payload: bytes.subarray(4, end) } };
}

function takeMessage(bytes: Buffer): Taken | null {
  // Some cameras put line ends between messages.
  let start = 0;
  while (bytes[start] === 0x0d || bytes[start] === 0x0a) start += 1;
  if (start > 0) return { used: start, item: null };
  if (bytes.length === 0) return null;
  const first = bytes.readUInt8(0);
  if (first < 0x41 || first > 0x5a) throw new Refusal('camera.protocol_error', 'The camera sent something that is not RTSP.');
  const headEnd = bytes.subarray(0, MAX_HEAD).indexOf(HEAD_END);
  if (headEnd === -1) {
    if (bytes.length >= MAX_HEAD) throw new Refusal('camera.protocol_error', 'The camera sent a header without an end.');
    return null;
  }
  const [startLine = '', ...lines] = bytes.toString('utf8', 0, headEnd).split('\r\n');
  const headers = lines.map(parseHeader).filter((header) => header !== null);
  const bodyStart = headEnd + HEAD_END.length;
  const length = Number(headerOf({ headers }, 'content-length') ?? '0');
  if (!Number.isInteger(length) || length < 0 || length > MAX_BODY) {
    throw new Refusal('camera.protocol_error', 'The camera sent a body of an impossible length.');
  }
  if (bytes.length < bodyStart + length) return null;
  const body = bytes.toString('utf8', bodyStart, bodyStart + length);
  return { used: bodyStart + length, item: parseStart(startLine, headers, body) };
}

function parseHeader(line: string): readonly [string, string] | null {
  const colon = line.indexOf(':');
  return colon <= 0 ? null : [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

function parseStart(line: string, headers: readonly (readonly [string, string])[], body: string): RtspItem {
  const response = /^RTSP\/\d\.\d (\d{3})(?: (.*))?$/.exec(line);
  if (response !== null) return { kind: 'response', status: Number(response[1]), reason: response[2] ?? '', headers, body };
  const request = /^([A-Z_]+) \S+ RTSP\/\d\.\d$/.exec(line);
  if (request !== null) return { kind: 'request', method: request[1] ?? '', headers };
  throw new Refusal('camera.protocol_error', 'The camera sent something that is not RTSP.');
}
