import { NAL } from '../h264/nal.ts';
import { ParameterSets } from '../h264/parameter-sets.ts';
import { aggregate, fitPayload, nalsOf, type PayloadParts } from '../h264/payload.ts';
import { isBSlice } from '../h264/slice.ts';
import { parseSps, type SpsInfo } from '../h264/sps.ts';
import { Opening } from './opening.ts';
import { formatRtp, parseRtp } from './rtp.ts';
import { Timeline } from './timeline.ts';

export interface RelayOptions {
  readonly ssrc: number;
  readonly payloadType: number;
  readonly timeline?: Timeline;
}

export interface RelayListener {
  /** A packet to send. */
  packet(packet: Buffer, sequence: number): void;
  /** The stream's parameters are known, or have changed. */
  described(sps: SpsInfo): void;
  /** The first key frame of a connection begins. */
  keyFrame(): void;
  /** The stream has B pictures; told once a connection. */
  bPictures(): void;
}

/**
 * Makes of a camera's RTP packets the ones that go to the SFU: own SSRC, unbroken numbering and clock, parameter sets
 * before every key frame, no payload larger than a browser's path takes. What comes before a connection's first key
 * frame is left out, since nobody could show it. No sockets here.
 */
export class H264Relay {
  readonly #options: RelayOptions;
  readonly #listener: RelayListener;
  readonly #timeline: Timeline;
  #sets = new ParameterSets();
  #described: string | null = null;
  #payloadType: number | null = null;
  #flowing = false;
  #opening = new Opening();
  #bPictures = false;
  packets = 0;
  bytes = 0;

  constructor(options: RelayOptions, listener: RelayListener) {
    this.#options = options;
    this.#listener = listener;
    this.#timeline = options.timeline ?? new Timeline();
  }

  /** A new connection begins; what its description says about the stream comes along. */
  begin(payloadType: number, sprop: string | null): void {
    this.#timeline.restart();
    this.#sets = new ParameterSets();
    this.#described = null;
    this.#payloadType = payloadType;
    this.#flowing = false;
    this.#opening = new Opening();
    this.#bPictures = false;
    if (sprop !== null) {
      this.#sets.takeSprop(sprop);
      this.#describe();
    }
  }

  /** Takes a packet as it came from the camera; `now` in ms. Gives false where it was none of this stream. */
  take(bytes: Buffer, now: number): boolean {
    const packet = parseRtp(bytes);
    if (packet === null || packet.payloadType !== this.#payloadType) return false;
    const nals = nalsOf(packet.payload);
    for (const { type, nal } of nals) {
      if (nal === null) continue;
      if (type === NAL.sps || type === NAL.pps) this.#takeSet(nal, packet.timestamp);
      else if (type === NAL.slice && !this.#bPictures && isBSlice(nal)) this.#foundB();
    }
    const isKey = nals.some(({ type }) => type === NAL.idr);
    const carriesSps = nals.some(({ type }) => type === NAL.sps);
    const sets = isKey ? this.#sets.before(packet.timestamp) : [];
    if (!this.#flowing) {
      // A picture without its parameter sets could not be shown either.
      if (!carriesSps && (!isKey || sets === null)) return true;
      this.#flowing = true;
    }
    const timestamp = this.#timeline.place(packet, now);
    if (isKey || carriesSps) this.#opening.keyFrame(timestamp);
    if (sets !== null && sets.length > 0) {
      for (const parts of setsAsPackets(sets)) this.#send(parts, false, timestamp);
    }
    const pieces = fitPayload(packet.payload);
    pieces.forEach((parts, index) => {
      this.#send(parts, packet.marker && index === pieces.length - 1, timestamp);
    });
    if (isKey) this.#listener.keyFrame();
    return true;
  }

  /** What a sender report at `now` (ms) says. */
  timestampAt(now: number): number {
    return this.#timeline.timestampAt(now);
  }

  #takeSet(nal: Buffer, timestamp: number): void {
    if (!this.#sets.take(nal)) return;
    this.#sets.cameWith(timestamp);
    this.#describe();
  }

  #describe(): void {
    const info = this.#sets.sps === null ? null : parseSps(this.#sets.sps);
    if (info === null) return;
    const key = `${info.profileLevelId} ${info.width}x${info.height}`;
    if (key === this.#described) return;
    this.#described = key;
    this.#listener.described(info);
  }

  #foundB(): void {
    this.#bPictures = true;
    this.#listener.bPictures();
  }

  /**
   * Sends the first pictures of the connection once more, for a viewer who asks for a key frame that the camera will not
   * make for him. Only until the second key frame: until then hardly anybody else watches, who would see a picture twice.
   */
  replay(now: number): void {
    const kept = this.#opening.packets;
    const frames = new Set(kept.map(({ timestamp }) => timestamp)).size;
    if (frames === 0) return;
    // Between the last picture and now, so that the viewer's clock begins at now and not at the first picture's age.
    const from = this.#timeline.lastTimestamp;
    const step = Math.floor(((this.#timeline.timestampAt(now) - from) >>> 0) / (frames + 1));
    let frame = 0;
    let before: number | null = null;
    for (const { parts, marker, timestamp } of kept) {
      if (timestamp !== before) frame += 1;
      before = timestamp;
      this.#emit(parts, marker, (from + frame * step) >>> 0);
    }
  }

  #send(parts: PayloadParts, marker: boolean, timestamp: number): void {
    this.#opening.keep(parts, marker, timestamp);
    this.#emit(parts, marker, timestamp);
  }

  #emit(parts: PayloadParts, marker: boolean, timestamp: number): void {
    const { ssrc, payloadType } = this.#options;
    const sequence = this.#timeline.number();
    const packet = formatRtp({ payloadType, marker, sequence, timestamp, ssrc }, parts);
    this.packets += 1;
    this.bytes += packet.length - 12;
    this.#listener.packet(packet, sequence);
  }
}

function setsAsPackets(sets: readonly Buffer[]): PayloadParts[] {
  const together = aggregate(sets);
  return together === null ? sets.flatMap(fitPayload) : [together];
}
