import type { SendingLimit } from '../../../sfu-server/protocol/room.ts';
import { SEND_OPTIONS } from './sending.ts';

type Stat = Readonly<Record<string, unknown>>;
export type Report = Iterable<readonly [string, Stat]>;

/** What a sender's statistics show of its line and its machine (W3C webrtc-stats). */
export interface SendingReading {
  /** What the browser says keeps any of the layers from being better. */
  readonly reasons: ReadonlySet<unknown>;
  /** What the browser believes to get through, bit/s; null where it does not say. */
  readonly available: number | null;
  readonly packets: number;
  readonly lost: number;
  /** Time that went into the layer that took most, s. */
  readonly encoding: number;
  readonly atMs: number;
}

/** All layers of a camera together, bit/s: with this much the line is not what keeps a picture small. */
const WANTED = (SEND_OPTIONS.camera.encodings ?? []).reduce((sum, { maxBitrate = 0 }) => sum + maxBitrate, 0);
/** Of the packets since the last look: a line that loses this many is short, whatever the machine does. */
const LOSSY = 0.02;
/** Part of the time that goes into encoding one picture after the other: beyond it frames begin to wait. */
const ENCODING_ALL_THE_TIME = 0.6;

export function readSending(report: Report): SendingReading {
  const stats = [...report].map(([, stat]) => stat);
  const layers = stats.filter(({ type, kind }) => type === 'outbound-rtp' && kind === 'video');
  const remote = stats.filter(({ type, kind }) => type === 'remote-inbound-rtp' && kind === 'video');
  const estimates = stats.flatMap(({ type, availableOutgoingBitrate }) =>
    type === 'candidate-pair' ? numbers(availableOutgoingBitrate) : [],
  );
  return {
    reasons: new Set(layers.map(({ qualityLimitationReason }) => qualityLimitationReason)),
    available: estimates.length === 0 ? null : Math.max(...estimates),
    packets: sum(layers, 'packetsSent'),
    lost: sum(remote, 'packetsLost'),
    encoding: Math.max(0, ...layers.flatMap(({ totalEncodeTime }) => numbers(totalEncodeTime))),
    atMs: Math.max(0, ...layers.flatMap(({ timestamp }) => numbers(timestamp))),
  };
}

/**
 * What keeps a picture that is sent from being better. The browser's own word for the line (`bandwidth`) is not enough: packets that a
 * busy machine handles late look to it like a line that fills up. So the line has to show it as well, by its estimate or by loss.
 *
 * @param before the reading before this one; null for the first
 * @param busy all processors of this machine are at their end
 */
export function limitOf(now: SendingReading, before: SendingReading | null, busy: boolean): SendingLimit | null {
  if (now.reasons.has('cpu')) return 'machine';
  if (!now.reasons.has('bandwidth')) return null;
  if (before !== null && lossSince(now, before) >= LOSSY) return 'line';
  // The encoder is still growing into what the line would take.
  if (now.available !== null && now.available >= WANTED) return null;
  return busy || (before !== null && encodingSince(now, before) >= ENCODING_ALL_THE_TIME) ? 'machine' : 'line';
}

function lossSince(now: SendingReading, before: SendingReading): number {
  const lost = now.lost - before.lost;
  const packets = now.packets - before.packets;
  return packets <= 0 || lost <= 0 ? 0 : lost / packets;
}

function encodingSince(now: SendingReading, before: SendingReading): number {
  const ms = now.atMs - before.atMs;
  return ms <= 0 ? 0 : ((now.encoding - before.encoding) * 1000) / ms;
}

const numbers = (value: unknown): number[] => (typeof value === 'number' && Number.isFinite(value) ? [value] : []);

function sum(stats: readonly Stat[], field: string): number {
  return stats.reduce((total, stat) => total + (numbers(stat[field])[0] ?? 0), 0);
}
