import type { SenderReport } from '../recorder/packet-record.ts';

/** How far apart the pillars of the mapping stand, ms: the slow drift of two clocks is straight over such a time. */
const WINDOW_MS = 30_000;
/** A report belongs to a stream if it puts the stream's packets within this of their arrival, ms. Timestamps of strangers lie hours apart. */
const PLAUSIBLE_MS = 10_000;
/** A sender's clock that leaves ours by more than this between two reports was set, ms; reports themselves are late by less. */
const STEP_MS = 2000;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line through points in order of x; beyond its ends it goes on with slope 1. */
class Polyline {
  readonly #points: readonly Point[];

  constructor(points: readonly Point[]) {
    this.#points = points;
  }

  at(x: number): number {
    const points = this.#points;
    const [first] = points;
    const last = points.at(-1);
    if (first === undefined || last === undefined) return x;
    if (x <= first.x) return first.y + (x - first.x);
    if (x >= last.x) return last.y + (x - last.x);
    let low = 0;
    let high = points.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((points[middle]?.x ?? 0) <= x) low = middle;
      else high = middle;
    }
    const [a, b] = [points[low] ?? first, points[high] ?? last];
    return b.x === a.x ? a.y : a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
  }
}

/** How soon at best what was captured at `captured` (any clock) has arrived: minimum of the difference, window by window. */
class Envelope {
  readonly #windows = new Map<number, Point & { readonly delay: number }>();

  add(captured: number, arrived: number): void {
    const window = Math.floor(arrived / WINDOW_MS);
    const delay = arrived - captured;
    const best = this.#windows.get(window);
    if (best === undefined || delay < best.delay) this.#windows.set(window, { x: captured, y: arrived, delay });
  }

  line(): Polyline {
    return new Polyline([...this.#windows.values()].sort((a, b) => a.x - b.x));
  }
}

/** A stream's timestamps, unwrapped, ms since its first; and its reports in the same measure. */
export interface StreamTimes {
  readonly arrivals: readonly { readonly mediaMs: number; readonly at: number }[];
  readonly reports: readonly { readonly mediaMs: number; readonly ntpMs: number; readonly at: number }[];
}

/**
 * Maps each stream's own timestamps to the time of the recording. Streams of one sender whose sender reports are known go
 * by that sender's one clock, so that its sound and its picture stay together whatever the line did to them; that clock is
 * tied to ours by the packets that came through fastest. A stream without reports is tied by its own fastest packets.
 */
export function mapTimes(streams: readonly StreamTimes[]): ((mediaMs: number) => number)[] {
  const toNtp = withoutSteps(streams).map((reports) =>
    reports.length === 0 ? null : new Polyline(sorted(reports.map(({ mediaMs, ntpMs }) => ({ x: mediaMs, y: ntpMs })))),
  );
  const shared = new Envelope();
  for (const [index, { arrivals }] of streams.entries()) {
    const line = toNtp[index];
    if (line) for (const { mediaMs, at } of arrivals) shared.add(line.at(mediaMs), at);
  }
  const sharedLine = shared.line();
  return streams.map(({ arrivals }, index) => {
    const line = toNtp[index];
    if (line) return (mediaMs) => sharedLine.at(line.at(mediaMs));
    const own = new Envelope();
    for (const { mediaMs, at } of arrivals) own.add(mediaMs, at);
    const ownLine = own.line();
    return (mediaMs) => ownLine.at(mediaMs);
  });
}

/** The reports of each stream as if the sender's one clock had never been set: from each such moment on all go on as before it. */
function withoutSteps(streams: readonly StreamTimes[]): StreamTimes['reports'][] {
  const all = streams
    .flatMap(({ reports }, stream) => reports.map((report) => ({ stream, report })))
    .sort((a, b) => a.report.at - b.report.at);
  const steady: StreamTimes['reports'][number][][] = streams.map(() => []);
  let stepped = 0;
  let ahead: number | null = null;
  for (const { stream, report } of all) {
    const now = report.ntpMs - report.at;
    if (ahead !== null && Math.abs(now - ahead) > STEP_MS) stepped += now - ahead;
    ahead = now;
    steady[stream]?.push({ ...report, ntpMs: report.ntpMs - stepped });
  }
  return steady;
}

/** In order of x; what does not rise is left out. */
function sorted(points: readonly Point[]): Point[] {
  let highest = Number.NEGATIVE_INFINITY;
  return [...points]
    .sort((a, b) => a.x - b.x)
    .filter(({ y }) => {
      if (y <= highest) return false;
      highest = y;
      return true;
    });
}

/**
 * The timestamp of a report in a stream's own measure; null where the report is of another layer, whose timestamps begin
 * elsewhere.
 * @param anchor a packet of the stream near the report: its timestamp (32 bits), unwrapped ms, and arrival, ms
 */
export function placeReport(
  report: SenderReport,
  at: number,
  anchor: { readonly timestamp: number; readonly mediaMs: number; readonly at: number },
  clockRate: number,
): number | null {
  let ticks = (report.rtpTimestamp - anchor.timestamp) % 2 ** 32;
  if (ticks >= 2 ** 31) ticks -= 2 ** 32;
  if (ticks < -(2 ** 31)) ticks += 2 ** 32;
  const ms = (ticks / clockRate) * 1000;
  return Math.abs(ms - (at - anchor.at)) > PLAUSIBLE_MS ? null : anchor.mediaMs + ms;
}
