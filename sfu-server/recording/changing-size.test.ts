import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog, startTestEngine } from '../media/fixture.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import { composeRecording } from './compose/compose.ts';
import { Run } from './compose/ffmpeg.ts';
import { colourAt, TestRoom, type VideoCodec } from './fixture.ts';
import { RecordingFolder } from './folder.ts';
import { LiveRecording } from './live-recording.ts';

/** A phone that is turned, after a camera that went from its large layer to its small one; each so long, s. */
const PIECES = [
  { colour: 'red', size: '1280x720' },
  { colour: 'lime', size: '640x360' },
  { colour: 'blue', size: '360x640' },
] as const;
const PIECE_S = 3;

const ENCODERS = {
  vp8: ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-g', '25', '-b:v', '600k'],
  h264: ['-c:v', 'libx264', '-profile:v', 'baseline', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', '25'],
} as const;

let engine: MediaEngine;
let root: string;
beforeAll(async () => {
  engine = await startTestEngine(1);
  root = mkdtempSync(join(tmpdir(), 'shilian-changing-size-'));
});
afterAll(() => {
  engine.close();
  rmSync(root, { recursive: true });
});

/** One stream, encoded by real encoders, whose frames change their size twice. @returns how ffmpeg reads it */
async function film(codec: VideoCodec): Promise<string[]> {
  const pieces: string[] = [];
  for (const { colour, size } of PIECES) {
    const piece = join(root, `${codec}-${size}.${codec === 'vp8' ? 'webm' : 'h264'}`);
    const source = ['-f', 'lavfi', '-i', `color=${colour}:s=${size}:r=25`, '-t', `${PIECE_S}`, '-pix_fmt', 'yuv420p'];
    await new Run('ffmpeg', [...source, ...ENCODERS[codec], '-y', piece]).end();
    pieces.push(piece);
  }
  if (codec === 'vp8') {
    const list = join(root, 'pieces.txt');
    writeFileSync(list, pieces.map((piece) => `file '${piece}'`).join('\n'));
    return ['-f', 'concat', '-safe', '0', '-i', list];
  }
  // A byte stream (ITU-T H.264 annex B) goes on with the next parameter sets.
  const whole = join(root, 'whole.h264');
  writeFileSync(whole, Buffer.concat(pieces.map((piece) => readFileSync(piece))));
  return ['-f', 'h264', '-framerate', '25', '-i', whole];
}

const YUV = { red: [81, 90, 240], lime: [145, 54, 34], blue: [41, 240, 110] } as const;
const near = (colour: keyof typeof YUV) => YUV[colour].map((value) => expect.closeTo(value, -1.3));

describe.each(['vp8', 'h264'] as const)('a picture in %s', (codec) => {
  it('whose size changes in the middle plays to the end, upright and whole', { timeout: 300_000 }, async () => {
    const input = await film(codec);
    const room = await TestRoom.open(engine);
    const folder = new RecordingFolder(root, randomUUID());
    const sender = room.sit('王桂兰');
    const options = { id: randomUUID(), room, folder, freeBytes: async () => Number.POSITIVE_INFINITY, log: silentLog };
    const recording = await LiveRecording.start({ ...options, ended: () => undefined });
    const before = performance.now();
    await sender.playPicture(input, codec);
    // The program ends with its film.
    await sender.played();
    const ranMs = performance.now() - before;
    await recording.stop('stopped');
    await room.close();
    const { durationMs, tracks } = await composeRecording(folder);
    expect(Math.abs(durationMs - ranMs)).toBeLessThan(1000);
    expect(tracks).toHaveLength(1);
    const [start = 0] = tracks.map(({ startMs }) => startMs);
    const at = (seconds: number, x: number) => colourAt(folder.composed, start + seconds * 1000, { x, y: 360 });
    expect(await at(0.5 * PIECE_S, 100)).toEqual(near('red'));
    expect(await at(1.5 * PIECE_S, 100)).toEqual(near('lime'));
    expect(await at(2.5 * PIECE_S, 640)).toEqual(near('blue'));
    // Upright: 405 of 1280 px wide, dark beside it.
    expect((await at(2.5 * PIECE_S, 300))[0]).toBeLessThan(40);
  });
});
