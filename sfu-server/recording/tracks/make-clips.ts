import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readPacketLog, type TrackInfo, trackInfoSchema } from '../recorder/packet-log.ts';
import { decodeSenderReport } from '../recorder/packet-record.ts';
import type { Clip } from './clip.ts';
import { PictureClips } from './picture-clips.ts';
import { Reorder } from './reorder.ts';
import { parseRtp, Unwrapper } from './rtp.ts';
import { mapTimes, placeReport } from './sender-clock.ts';
import { SoundClips } from './sound-clips.ts';

/** Of the packets of this long only the fastest says something about the clock, ms. */
const THIN_MS = 500;

interface Survey {
  readonly info: TrackInfo;
  readonly arrivals: { mediaMs: number; at: number }[];
  readonly reports: { mediaMs: number; ntpMs: number; at: number }[];
  readonly timestamps: Unwrapper;
  anchor: { timestamp: number; mediaMs: number; at: number } | null;
}

/** Makes playable files of one packet log. What is damaged at its end is left out. */
export async function makeClips(log: string, outDir: string, prefix: string): Promise<Clip[]> {
  if (!existsSync(log)) return [];
  mkdirSync(outDir, { recursive: true, mode: 0o700 });
  const surveys = await survey(log);
  return write(log, outDir, prefix, surveys, clocksOf(surveys));
}

/** Reads when what arrived, for the clocks of the senders. */
async function survey(log: string): Promise<Map<number, Survey>> {
  const surveys = new Map<number, Survey>();
  for await (const { kind, track, at, payload } of readPacketLog(log)) {
    if (kind === 'track') {
      const info = trackInfoSchema.parse(JSON.parse(payload.toString()));
      surveys.set(track, { info, arrivals: [], reports: [], timestamps: new Unwrapper(32), anchor: null });
      continue;
    }
    const found = surveys.get(track);
    if (found === undefined) continue;
    if (kind === 'senderReport') {
      const report = decodeSenderReport(payload);
      if (report === null || found.anchor === null) continue;
      const mediaMs = placeReport(report, at, found.anchor, found.info.clockRate);
      if (mediaMs !== null) found.reports.push({ mediaMs, ntpMs: report.ntpMs, at });
      continue;
    }
    const packet = parseRtp(payload);
    if (packet === null) continue;
    const mediaMs = (found.timestamps.take(packet.timestamp) / found.info.clockRate) * 1000;
    found.anchor = { timestamp: packet.timestamp, mediaMs, at };
    const last = found.arrivals.at(-1);
    if (last === undefined || at - last.at > THIN_MS) found.arrivals.push({ mediaMs, at });
    else if (at - mediaMs < last.at - last.mediaMs) found.arrivals[found.arrivals.length - 1] = { mediaMs, at };
  }
  return surveys;
}

/** One clock a sender. */
function clocksOf(surveys: ReadonlyMap<number, Survey>): Map<number, (mediaMs: number) => number> {
  const bySender = Map.groupBy(surveys.entries(), ([, { info }]) => info.participantId);
  const clocks = new Map<number, (mediaMs: number) => number>();
  for (const tracks of bySender.values()) {
    const mapped = mapTimes(tracks.map(([, one]) => one));
    for (const [index, [track]] of tracks.entries()) clocks.set(track, mapped[index] ?? ((ms) => ms));
  }
  return clocks;
}

interface Sink {
  readonly order: Reorder;
  take(packets: ReturnType<Reorder['flush']>): Promise<void>;
  close(): Promise<void>;
}

async function write(
  log: string,
  outDir: string,
  prefix: string,
  surveys: ReadonlyMap<number, Survey>,
  clocks: ReadonlyMap<number, (mediaMs: number) => number>,
): Promise<Clip[]> {
  const clips: Clip[] = [];
  const sinks = new Map<number, Sink>();
  for (const [track, { info }] of surveys) {
    let count = 0;
    const open = (startMs: number) => {
      count += 1;
      const file = `${prefix}-${String(track).padStart(3, '0')}-${info.source}-${count}.${info.codec === 'h264' ? 'mkv' : 'webm'}`;
      const { producerId, participantId, kind, source } = info;
      const closed = (endMs: number) => clips.push({ file, producerId, participantId, kind, source, startMs, endMs });
      return { path: join(outDir, file), closed };
    };
    const clock = clocks.get(track) ?? ((ms: number) => ms);
    sinks.set(
      track,
      sinkOf(info, (ticks) => clock((ticks / info.clockRate) * 1000), open),
    );
  }
  for await (const { kind, track, at, payload } of readPacketLog(log)) {
    const packet = kind === 'rtp' ? parseRtp(payload) : null;
    const sink = sinks.get(track);
    if (packet === null || sink === undefined) continue;
    await sink.take(sink.order.take({ ...packet, payload: Buffer.from(packet.payload) }, at));
  }
  for (const sink of sinks.values()) {
    await sink.take(sink.order.flush());
    await sink.close();
  }
  return clips.sort((a, b) => a.startMs - b.startMs);
}

function sinkOf(
  info: TrackInfo,
  timeOf: (ticks: number) => number,
  open: (startMs: number) => { path: string; closed(endMs: number): void },
): Sink {
  const order = new Reorder();
  if (info.codec === 'opus') {
    const sound = new SoundClips(open);
    return {
      order,
      take: async (packets) => {
        for (const { payload, ticks } of packets) if (payload.length > 0) await sound.add(timeOf(ticks), payload);
      },
      close: () => sound.close(),
    };
  }
  const picture = new PictureClips(info.codec, timeOf, open);
  return {
    order,
    take: async (packets) => {
      for (const packet of packets) await picture.add(packet);
    },
    close: () => picture.close(),
  };
}
