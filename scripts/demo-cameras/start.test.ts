import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type DemoCameras, startDemoCameras } from './start.ts';

const run = promisify(execFile);
const streamSchema = z.object({
  streams: z.tuple([
    z.object({ codec_name: z.string(), profile: z.string(), width: z.number(), height: z.number(), has_b_frames: z.number() }),
  ]),
});

async function probe(url: string) {
  const entries = 'stream=codec_name,profile,width,height,has_b_frames';
  const { stdout } = await run('ffprobe', ['-v', 'error', '-of', 'json', '-rtsp_transport', 'tcp', '-show_entries', entries, url]);
  return streamSchema.parse(JSON.parse(stdout)).streams[0];
}

describe('the demo cameras', () => {
  let open: DemoCameras;
  let locked: DemoCameras;

  beforeAll(async () => {
    [open, locked] = await Promise.all([startDemoCameras(), startDemoCameras({ user: 'viewer', password: 'p@ss' })]);
  });
  afterAll(async () => {
    await Promise.all([open?.stop(), locked?.stop()]);
  });

  it('have a main and a sub-stream that Chromium can decode: H.264 constrained baseline without B-frames', async () => {
    const kind = { codec_name: 'h264', profile: 'Constrained Baseline', has_b_frames: 0 };
    expect(await probe(open.cameras[0].main)).toEqual({ ...kind, width: 1280, height: 720 });
    expect(await probe(open.cameras[1].sub)).toEqual({ ...kind, width: 640, height: 360 });
  });

  it('let in with the right password only where they were given one', async () => {
    expect((await probe(locked.cameras[0].sub)).width).toBe(640);
    await expect(probe(locked.cameras[0].sub.replace('p%40ss', 'wrong'))).rejects.toThrow(/401/);
  });

  it('are gone after they were stopped', async () => {
    const short = await startDemoCameras();
    await short.stop();
    expect(() => process.kill(short.pid, 0)).toThrow();
  });
});
