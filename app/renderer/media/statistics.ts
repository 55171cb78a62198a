/** One second (or so) of a picture, from the browser's statistics (W3C webrtc-stats). */
export interface PictureStatistics {
  /** px; null before the first frame. */
  readonly width: number | null;
  readonly height: number | null;
  /** Frames a second. */
  readonly fps: number | null;
  /** bit/s */
  readonly bitRate: number | null;
  /** Of the packets of this second, 0 to 1. */
  readonly loss: number | null;
  /** ms */
  readonly roundTrip: number | null;
  /** As `VP8`. */
  readonly codec: string | null;
}

/** What is compared from one reading to the next. */
export interface Reading {
  readonly atMs: number;
  readonly bytes: number;
  readonly packets: number;
  readonly lost: number;
}

type Stat = Readonly<Record<string, unknown>>;

const numberOf = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Reads a report. Of several layers that are sent, the sizes of the largest and the bits of all. */
export function readPicture(report: Iterable<readonly [string, Stat]>, before: Reading | null): [PictureStatistics, Reading] {
  const stats = new Map(report);
  const all = [...stats.values()];
  const streams = all.filter(({ type, kind }) => (type === 'inbound-rtp' || type === 'outbound-rtp') && kind === 'video');
  const largest = streams.reduce<Stat>(
    (a, b) => ((numberOf(b.frameHeight) ?? 0) > (numberOf(a.frameHeight) ?? 0) ? b : a),
    streams[0] ?? {},
  );
  const remote = all.filter(({ type }) => type === 'remote-inbound-rtp');
  const reading: Reading = {
    atMs: numberOf(largest.timestamp) ?? 0,
    bytes: sum(streams, 'bytesReceived') + sum(streams, 'bytesSent'),
    packets: sum(streams, 'packetsReceived') + sum(streams, 'packetsSent'),
    lost: sum(streams, 'packetsLost') + sum(remote, 'packetsLost'),
  };
  const codec = textOf(stats.get(textOf(largest.codecId) ?? '')?.mimeType)?.replace(/^video\//, '') ?? null;
  return [
    {
      width: numberOf(largest.frameWidth),
      height: numberOf(largest.frameHeight),
      fps: numberOf(largest.framesPerSecond),
      ...rates(reading, before),
      roundTrip: roundTripOf(all),
      codec,
    },
    reading,
  ];
}

function rates(now: Reading, before: Reading | null): Pick<PictureStatistics, 'bitRate' | 'loss'> {
  if (before === null || now.atMs <= before.atMs) return { bitRate: null, loss: null };
  const lost = Math.max(0, now.lost - before.lost);
  const packets = Math.max(0, now.packets - before.packets) + lost;
  return {
    bitRate: (Math.max(0, now.bytes - before.bytes) * 8_000) / (now.atMs - before.atMs),
    loss: packets === 0 ? null : lost / packets,
  };
}

function roundTripOf(stats: readonly Stat[]): number | null {
  const pair = stats.find(
    ({ type, nominated, currentRoundTripTime }) => type === 'candidate-pair' && nominated === true && currentRoundTripTime !== undefined,
  );
  const seconds = numberOf(pair?.currentRoundTripTime);
  return seconds === null ? null : Math.round(seconds * 1_000);
}

function sum(stats: readonly Stat[], field: string): number {
  return stats.reduce((total, stat) => total + (numberOf(stat[field]) ?? 0), 0);
}
