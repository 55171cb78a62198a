import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** Element ids of Matroska (RFC 9559 §5.1) that one track needs. */
const ID = {
  ebml: 0x1a45dfa3,
  docType: 0x4282,
  docTypeVersion: 0x4287,
  docTypeReadVersion: 0x4285,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  video: 0xe0,
  pixelWidth: 0xb0,
  pixelHeight: 0xba,
  audio: 0xe1,
  samplingFrequency: 0xb5,
  channels: 0x9f,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
} as const;

const CODEC_IDS = { opus: 'A_OPUS', vp8: 'V_VP8', h264: 'V_MPEG4/ISO/AVC' } as const;
/** A block's time is a signed 16-bit number of ms within its cluster. */
const CLUSTER_MS = 5000;
const UNKNOWN_SIZE = Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);

export interface MatroskaTrack {
  readonly codec: keyof typeof CODEC_IDS;
  readonly codecPrivate: Buffer | null;
  /** Of the first frame, px; later ones may be of another size. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** Writes one track into a Matroska file, front to back: what is written stays good whatever comes after. */
export class MatroskaWriter {
  readonly #stream: WriteStream;
  #clusterAt: number | null = null;

  constructor(path: string, track: MatroskaTrack) {
    this.#stream = createWriteStream(path, { mode: 0o600 });
    this.#stream.write(head(track));
  }

  /** @param atMs since the file's beginning; never before the frame before it */
  async write(atMs: number, data: Buffer, key: boolean): Promise<void> {
    const at = Math.max(0, Math.round(atMs));
    if (this.#clusterAt === null || at - this.#clusterAt >= CLUSTER_MS || (key && at - this.#clusterAt > 1000)) {
      this.#clusterAt = at;
      this.#stream.write(Buffer.concat([idOf(ID.cluster), UNKNOWN_SIZE, element(ID.timestamp, unsigned(at))]));
    }
    const block = Buffer.alloc(4);
    block.writeUInt8(0x81, 0);
    block.writeInt16BE(at - this.#clusterAt, 1);
    block.writeUInt8(key ? 0x80 : 0, 3);
    const more = this.#stream.write(element(ID.simpleBlock, Buffer.concat([block, data])));
    if (!more) await once(this.#stream, 'drain');
  }

  async close(): Promise<void> {
    this.#stream.end();
    await finished(this.#stream);
  }
}

function head({ codec, codecPrivate, size }: MatroskaTrack): Buffer {
  const webm = codec !== 'h264';
  const kind =
    size === undefined
      ? [element(ID.audio, Buffer.concat([element(ID.samplingFrequency, double(48_000)), element(ID.channels, unsigned(2))]))]
      : [element(ID.video, Buffer.concat([element(ID.pixelWidth, unsigned(size.width)), element(ID.pixelHeight, unsigned(size.height))]))];
  const entry = Buffer.concat([
    element(ID.trackNumber, unsigned(1)),
    element(ID.trackUid, unsigned(1)),
    element(ID.trackType, unsigned(size === undefined ? 2 : 1)),
    element(ID.codecId, Buffer.from(CODEC_IDS[codec])),
    ...(codecPrivate === null ? [] : [element(ID.codecPrivate, codecPrivate)]),
    ...kind,
  ]);
  return Buffer.concat([
    element(
      ID.ebml,
      Buffer.concat([
        element(ID.docType, Buffer.from(webm ? 'webm' : 'matroska')),
        element(ID.docTypeVersion, unsigned(4)),
        element(ID.docTypeReadVersion, unsigned(2)),
      ]),
    ),
    idOf(ID.segment),
    UNKNOWN_SIZE,
    element(
      ID.info,
      Buffer.concat([
        element(ID.timestampScale, unsigned(1_000_000)),
        element(ID.muxingApp, Buffer.from('shilian')),
        element(ID.writingApp, Buffer.from('shilian')),
      ]),
    ),
    element(ID.tracks, element(ID.trackEntry, entry)),
  ]);
}

function idOf(id: number): Buffer {
  const bytes = id > 0xff_ffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1;
  const out = Buffer.alloc(bytes);
  out.writeUIntBE(id, 0, bytes);
  return out;
}

function element(id: number, data: Buffer): Buffer {
  const size = Buffer.alloc(8);
  size.writeUIntBE(data.length, 2, 6);
  size.writeUInt8(0x01, 0);
  return Buffer.concat([idOf(id), size, data]);
}

function unsigned(value: number): Buffer {
  const out = Buffer.alloc(8);
  out.writeBigUInt64BE(BigInt(value));
  return out.subarray(out.findIndex((byte, index) => byte !== 0 || index === 7));
}

function double(value: number): Buffer {
  const out = Buffer.alloc(8);
  out.writeDoubleBE(value);
  return out;
}
