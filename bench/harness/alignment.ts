import { Run } from '../../sfu-server/recording/compose/ffmpeg.ts';
import { FixedReader } from '../../sfu-server/recording/compose/fixed-reader.ts';
import { CANVAS, type Scene } from '../../sfu-server/recording/compose/scene.ts';
import { seatOf, TONES } from './recorded-meeting.ts';

/** The picture is looked at in this size, px: a tile's middle is enough. */
const SMALL = { width: 160, height: 90 };
const FRAME_RATE = 25;
const RATE = 16_000;
/** The sound is looked at in steps of 5 ms; a tone of 500 Hz has 10 ms of window. */
const STEP = RATE / 200;
const WINDOW = RATE / 100;
/** A flash without a beep within this is a beep that was lost, ms; the next beep is twice as far away. */
const LOST_MS = 1000;

/** A moment at which a seat's flash and beep should both begin, ms since the beginning of the file. */
export interface Pair {
  readonly seat: number;
  readonly flashMs: number;
  /** Null: there was none near. */
  readonly beepMs: number | null;
}

/** Finds each seat's flashes in its place of the picture, and the beeps of its tone in the mix that belong to them. */
export async function pairsOf(path: string, scenes: readonly Scene[]): Promise<Pair[]> {
  const flashes = await flashesOf(path, scenes);
  const beeps = await beepsOf(path);
  return flashes.map(({ seat, flashMs }) => {
    const nearest = (beeps[seat] ?? []).reduce<number | null>(
      (best, beep) => (best === null || Math.abs(beep - flashMs) < Math.abs(best - flashMs) ? beep : best),
      null,
    );
    return { seat, flashMs, beepMs: nearest !== null && Math.abs(nearest - flashMs) < LOST_MS ? nearest : null };
  });
}

async function flashesOf(path: string, scenes: readonly Scene[]): Promise<{ seat: number; flashMs: number }[]> {
  const { width, height } = SMALL;
  const scaled = `fps=${FRAME_RATE},scale=${width}:${height}`;
  const run = new Run('ffmpeg', ['-i', path, '-an', '-vf', scaled, '-f', 'rawvideo', '-pix_fmt', 'gray', '-']);
  const reader = new FixedReader(run.output);
  const found: { seat: number; flashMs: number }[] = [];
  /** Whether a seat was dark in the frame before, in the scene of now. */
  let dark = new Set<number>();
  let scene = -1;
  for (let number = 0; ; number += 1) {
    const frame = await reader.read(width * height);
    if (frame === null || frame.length < width * height) break;
    const atMs = (number * 1000) / FRAME_RATE;
    const before = scene;
    while ((scenes[scene + 1]?.fromMs ?? Number.POSITIVE_INFINITY) <= atMs) scene += 1;
    if (scene !== before) dark = new Set();
    for (const { rect, participant } of scenes[scene]?.tiles ?? []) {
      const x = Math.floor(((rect.x + rect.width / 2) * width) / CANVAS.width);
      const y = Math.floor(((rect.y + rect.height / 2) * height) / CANVAS.height);
      const seat = seatOf(participant.name);
      const bright = (frame[y * width + x] ?? 0) > 120;
      if (bright && dark.has(seat)) found.push({ seat, flashMs: atMs });
      if (bright) dark.delete(seat);
      else dark.add(seat);
    }
  }
  await run.end();
  return found;
}

/** By seat: when its tone begins, ms. */
async function beepsOf(path: string): Promise<number[][]> {
  const run = new Run('ffmpeg', ['-i', path, '-vn', '-f', 's16le', '-ac', '1', '-ar', `${RATE}`, '-']);
  const reader = new FixedReader(run.output);
  const beeps: number[][] = TONES.map(() => []);
  const sounding = TONES.map(() => false);
  let window = new Float64Array(WINDOW);
  for (let at = 0; ; at += STEP) {
    const bytes = await reader.read(STEP * 2);
    if (bytes === null || bytes.length < STEP * 2) break;
    const next = new Float64Array(WINDOW);
    next.set(window.subarray(STEP));
    for (let index = 0; index < STEP; index += 1) next[WINDOW - STEP + index] = bytes.readInt16LE(index * 2) / 32_768;
    window = next;
    for (const [seat, tone] of TONES.entries()) {
      const level = levelOf(window, tone);
      // Half of what a tone has at its full height begins one, a quarter ends it.
      if (sounding[seat] === false && level > 0.06) beeps[seat]?.push(((at + STEP - WINDOW / 2) * 1000) / RATE);
      if (level > 0.06) sounding[seat] = true;
      else if (level < 0.03) sounding[seat] = false;
    }
  }
  await run.end();
  return beeps;
}

/** Amplitude of one tone in a window (Goertzel). */
function levelOf(window: Float64Array, tone: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * tone) / RATE);
  let [one, two] = [0, 0];
  for (const [index, value] of window.entries()) {
    // Hann: the neighbours' tones do not leak into this one.
    const weighed = value * (1 - Math.cos((2 * Math.PI * index) / (window.length - 1)));
    [two, one] = [one, weighed + factor * one - two];
  }
  return (2 * Math.sqrt(Math.max(0, one * one + two * two - factor * one * two))) / window.length;
}
