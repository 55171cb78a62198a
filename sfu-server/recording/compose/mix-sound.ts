import { join } from 'node:path';
import type { Clip } from '../tracks/clip.ts';
import { Run } from './ffmpeg.ts';
import { FixedReader } from './fixed-reader.ts';

const RATE = 48_000;
const CHANNELS = 2;
const BYTES_A_SAMPLE = 2;
const BLOCK_MS = 100;
const BLOCK_VALUES = (RATE / 1000) * BLOCK_MS * CHANNELS;

interface Playing {
  readonly run: Run;
  readonly reader: FixedReader;
  /** Values of silence still to come before its first. */
  lead: number;
}

/**
 * Mixes all sound clips, each at its place, into one AAC file of exactly the recording's length. Only clips that sound at a
 * moment are being decoded at it.
 * @returns whether anything sounds at all
 */
export async function mixSound(clips: readonly Clip[], tracksDir: string, durationMs: number, out: string): Promise<boolean> {
  const waiting = clips.filter(({ kind, startMs }) => kind === 'audio' && startMs < durationMs).sort((a, b) => a.startMs - b.startMs);
  if (waiting.length === 0) return false;
  const encoder = new Run('ffmpeg', [
    '-f',
    's16le',
    '-ar',
    `${RATE}`,
    '-ac',
    `${CHANNELS}`,
    '-i',
    '-',
    '-c:a',
    'aac',
    '-b:a',
    '128k',
    '-y',
    out,
  ]);
  const playing = new Set<Playing>();
  const total = Math.round((durationMs / 1000) * RATE) * CHANNELS;
  try {
    for (let at = 0; at < total; at += BLOCK_VALUES) {
      const endMs = ((at + BLOCK_VALUES) / CHANNELS / RATE) * 1000;
      while (waiting[0] !== undefined && waiting[0].startMs < endMs) {
        const clip = waiting.shift();
        if (clip !== undefined) playing.add(play(clip, tracksDir, at));
      }
      const sum = new Int32Array(BLOCK_VALUES);
      for (const one of playing) if (!(await addTo(sum, one))) playing.delete(one);
      await encoder.write(clipped(sum).subarray(0, Math.min(BLOCK_VALUES, total - at) * BYTES_A_SAMPLE));
    }
    await encoder.end();
    return true;
  } finally {
    encoder.kill();
    for (const { run } of playing) run.kill();
  }
}

/** @param at value of the mix at which the present block begins */
function play(clip: Clip, tracksDir: string, at: number): Playing {
  const run = new Run('ffmpeg', ['-i', join(tracksDir, clip.file), '-f', 's16le', '-ar', `${RATE}`, '-ac', `${CHANNELS}`, '-']);
  const start = Math.round((clip.startMs / 1000) * RATE) * CHANNELS;
  return { run, reader: new FixedReader(run.output), lead: Math.max(0, start - at) };
}

/** @returns false at the end of the clip */
async function addTo(sum: Int32Array, one: Playing): Promise<boolean> {
  const wanted = Math.max(0, sum.length - one.lead);
  const from = sum.length - wanted;
  one.lead = Math.max(0, one.lead - sum.length);
  if (wanted === 0) return true;
  const bytes = await one.reader.read(wanted * BYTES_A_SAMPLE);
  if (bytes === null) return false;
  const values = Math.floor(bytes.length / BYTES_A_SAMPLE);
  for (let index = 0; index < values; index += 1) sum[from + index] = (sum[from + index] ?? 0) + bytes.readInt16LE(index * BYTES_A_SAMPLE);
  return values === wanted;
}

/** Above three quarters of the range the sum is bent, not cut: many who speak at once do not crackle. */
function clipped(sum: Int32Array): Buffer {
  const out = Buffer.allocUnsafe(sum.length * BYTES_A_SAMPLE);
  for (const [index, value] of sum.entries()) {
    const size = Math.abs(value);
    const bent = size <= 24_576 ? size : 24_576 + (8191 * (size - 24_576)) / (size - 24_576 + 8191);
    out.writeInt16LE(Math.round(value < 0 ? -bent : bent), index * BYTES_A_SAMPLE);
  }
  return out;
}
