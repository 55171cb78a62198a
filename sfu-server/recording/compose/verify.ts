import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { Run } from './ffmpeg.ts';

/** A file may differ from what was recorded by this much, ms. */
const TOLERANCE_MS = 1000;

const probeSchema = z.object({
  streams: z.array(z.object({ codec_type: z.string() })),
  format: z.object({ duration: z.coerce.number() }),
});

export interface Verified {
  readonly durationMs: number;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Plays a file to its end and measures it.
 * @throws with a sentence that says in what it is not what was recorded
 */
export async function verifyComposed(path: string, expected: { readonly durationMs: number; readonly sound: boolean }): Promise<Verified> {
  const probe = new Run('ffprobe', ['-show_entries', 'stream=codec_type:format=duration', '-of', 'json', path]);
  const { streams, format } = probeSchema.parse(JSON.parse(await probe.text()));
  const durationMs = Math.round(format.duration * 1000);
  if (!streams.some(({ codec_type }) => codec_type === 'video')) throw new Error('The composed file has no picture.');
  if (expected.sound && !streams.some(({ codec_type }) => codec_type === 'audio')) throw new Error('The composed file has no sound.');
  if (Math.abs(durationMs - expected.durationMs) > TOLERANCE_MS) {
    throw new Error(`The composed file lasts ${durationMs} ms, what was recorded ${Math.round(expected.durationMs)} ms.`);
  }
  const decoding = new Run('ffmpeg', ['-xerror', '-i', path, '-f', 'null', '-']);
  await decoding.end();
  if (decoding.complaint !== '') throw new Error(`The composed file cannot be decoded to its end: ${decoding.complaint}`);
  return { durationMs, bytes: (await stat(path)).size, sha256: await sha256Of(path) };
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
