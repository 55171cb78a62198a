import { createSocket, type Socket } from 'node:dgram';
import { type FileHandle, open } from 'node:fs/promises';
import { LossWatch } from './loss-watch.ts';
import type { FromRecorder } from './messages.ts';
import type { ToRecorder } from './orders.ts';
import type { TrackInfo } from './packet-log.ts';
import { encodeRecord, encodeSenderReport } from './packet-record.ts';

/** How often what has arrived is written, ms; the contract of a recording is "at least every second". */
const FLUSH_MS = 500;
/** A key frame of many participants comes as one burst; the kernel cuts this down to its own limit. */
const RECEIVE_BUFFER = 8 * 1024 * 1024;
const RTP_HEAD_BYTES = 12;
/** Announcements are a few ms behind at most. */
const MOST_OF_A_STRANGER = 500;
const MOST_STRANGERS = 32;

interface Track {
  readonly index: number;
  readonly info: TrackInfo;
  readonly loss: LossWatch;
}

/** Receives the RTP of a room on one port of loopback and appends it to one file. Nothing is looked into, nothing thrown away. */
export class Recorder {
  readonly #zeroNs: bigint;
  readonly #handle: FileHandle;
  readonly #socket: Socket;
  readonly #tell: (message: FromRecorder) => void;
  readonly #tracks = new Map<number, Track>();
  readonly #timer: NodeJS.Timeout;
  /** Packets that came before their track was announced: the first of them is the key frame. */
  readonly #strangers = new Map<number, { readonly packet: Buffer; readonly at: number }[]>();
  #waiting: Buffer[] = [];
  #writing: Promise<void> = Promise.resolve();
  #failed = false;
  /** Packets that were kept, and whether some lie on the disk. */
  #packets = 0;
  #written = false;

  /** @throws where the file or the port cannot be had */
  static async open({ file, zeroNs }: Extract<ToRecorder, { type: 'start' }>, tell: (message: FromRecorder) => void): Promise<Recorder> {
    const handle = await open(file, 'ax', 0o600);
    const socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BUFFER });
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(0, '127.0.0.1', resolve);
    });
    const zero = zeroNs === null ? process.hrtime.bigint() : BigInt(zeroNs);
    const recorder = new Recorder(zero, handle, socket, tell);
    tell({ type: 'ready', port: socket.address().port, zeroNs: String(zero) });
    return recorder;
  }

  private constructor(zeroNs: bigint, handle: FileHandle, socket: Socket, tell: (message: FromRecorder) => void) {
    this.#zeroNs = zeroNs;
    this.#handle = handle;
    this.#socket = socket;
    this.#tell = tell;
    socket.on('message', (packet) => this.#received(packet));
    this.#timer = setInterval(() => void this.#flush(), FLUSH_MS);
  }

  /** From now on packets of this track's SSRC are kept. */
  addTrack(index: number, info: TrackInfo): void {
    this.#tracks.set(info.ssrc, { index, info, loss: new LossWatch() });
    this.#keep('track', index, Buffer.from(JSON.stringify(info)));
    for (const { packet, at } of this.#strangers.get(info.ssrc) ?? []) this.#keep('rtp', index, packet, at);
    this.#strangers.delete(info.ssrc);
  }

  addSenderReport({ track, ssrc, ntpMs, rtpTimestamp }: Extract<ToRecorder, { type: 'senderReport' }>): void {
    this.#keep('senderReport', track, encodeSenderReport({ ssrc, ntpMs, rtpTimestamp }));
  }

  /** Writes what is left. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#socket.close();
    await this.#flush();
    await this.#handle.close();
  }

  #received(packet: Buffer): void {
    // RTCP on the same port has payload types 192 to 223 (RFC 5761 §4).
    if (packet.length < RTP_HEAD_BYTES || isRtcp(packet.readUInt8(1))) return;
    const ssrc = packet.readUInt32BE(8);
    const track = this.#tracks.get(ssrc);
    if (track === undefined) {
      this.#receivedFromStranger(ssrc, packet);
      return;
    }
    const at = this.#keep('rtp', track.index, packet);
    if (track.info.kind === 'video' && track.loss.take(packet.readUInt16BE(2), at)) this.#tell({ type: 'lost', track: track.index });
  }

  #receivedFromStranger(ssrc: number, packet: Buffer): void {
    const waiting = this.#strangers.get(ssrc) ?? [];
    if (waiting.length >= MOST_OF_A_STRANGER || this.#strangers.size > MOST_STRANGERS) return;
    waiting.push({ packet, at: this.#now() });
    this.#strangers.set(ssrc, waiting);
  }

  #now(): number {
    return Number(process.hrtime.bigint() - this.#zeroNs) / 1e6;
  }

  #keep(kind: 'track' | 'rtp' | 'senderReport', track: number, payload: Buffer, at = this.#now()): number {
    if (!this.#failed) this.#waiting.push(...encodeRecord({ kind, track, at, payload }));
    if (kind === 'rtp') this.#packets += 1;
    return at;
  }

  #flush(): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      const pieces = this.#waiting;
      if (pieces.length === 0 || this.#failed) return;
      const packets = this.#packets;
      this.#waiting = [];
      try {
        await writeAll(this.#handle, Buffer.concat(pieces));
        // What was told as recorded survives a cut of the power, too.
        await this.#handle.datasync();
        if (packets > 0 && !this.#written) this.#tell({ type: 'written' });
        this.#written ||= packets > 0;
      } catch (error) {
        this.#failed = true;
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        this.#tell({ type: 'failed', code, message: error instanceof Error ? error.message : String(error) });
      }
    });
    return this.#writing;
  }
}

function isRtcp(second: number): boolean {
  return second >= 192 && second <= 223;
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  let done = 0;
  while (done < bytes.length) done += (await handle.write(bytes, done)).bytesWritten;
}
