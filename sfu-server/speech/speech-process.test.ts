import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SpeechProcess, SpeechUnavailable } from './speech-process.ts';
import { SpeechService } from './speech-service.ts';
import { TONES, writeToneModel } from './testing/tone-model.ts';

let folder: string;
let running: SpeechProcess | null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'speech-'));
  running = null;
});
afterEach(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const NOTHING = { heard: () => undefined, lost: () => undefined, died: () => undefined };

/** A person who says one word after the other, as Opus over RTP. */
async function speak(port: number, ssrc: number, hz: readonly number[]): Promise<void> {
  const inputs = hz.flatMap((tone) => ['-f', 'lavfi', '-i', `sine=frequency=${tone}:duration=0.5`]);
  const quiet = ['-f', 'lavfi', '-t', '1.2', '-i', 'anullsrc=r=48000:cl=mono'];
  const joined = ['-filter_complex', `concat=n=${hz.length + 1}:v=0:a=1`];
  const sent = ['-ac', '1', '-c:a', 'libopus', '-b:a', '32k', '-ssrc', String(ssrc), '-f', 'rtp', `rtp://127.0.0.1:${port}`];
  const ffmpeg = spawn('ffmpeg', ['-v', 'error', '-re', ...inputs, '-re', ...quiet, ...joined, ...sent], { stdio: 'ignore' });
  await once(ffmpeg, 'exit');
}

describe('the speech process', () => {
  it('understands each person of a room for themselves, from what they send', async () => {
    writeToneModel(folder);
    const heard = new Map<number, string>();
    let tell: () => void = () => undefined;
    const both = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const began = Date.now();
    const times: number[] = [];
    running = await SpeechProcess.start(folder, {
      ...NOTHING,
      heard: (room, track, at, text) => {
        expect(room).toBe(7);
        heard.set(track, (heard.get(track) ?? '') + text);
        times.push(at);
        if (heard.size === 2) tell();
      },
    });
    const port = await running.openRoom(7);
    running.tell({ type: 'track', room: 7, track: 0, ssrc: 1001 });
    running.tell({ type: 'track', room: 7, track: 1, ssrc: 1002 });
    await Promise.all([speak(port, 1001, [TONES.甲, TONES.乙]), speak(port, 1002, [TONES.乙])]);
    await both;
    expect(Object.fromEntries(heard)).toEqual({ 0: '甲乙', 1: '乙' });
    for (const at of times) {
      expect(at).toBeGreaterThan(began);
      expect(at).toBeLessThan(Date.now());
    }
  }, 60_000);

  it('says why it cannot begin', async () => {
    const reasonIn = (dir: string) =>
      SpeechProcess.start(dir, NOTHING).then(
        () => 'ready',
        (error: unknown) => (error instanceof SpeechUnavailable ? error.why : String(error)),
      );
    expect(await reasonIn(join(folder, 'missing'))).toBe('noModel');
    const damaged = join(folder, 'damaged');
    mkdirSync(damaged);
    writeFileSync(join(damaged, 'model.onnx'), 'x');
    expect(await reasonIn(damaged)).toBe('unknownModel');
  }, 30_000);

  it('tells when it dies', async () => {
    writeToneModel(folder);
    const died = new Promise<void>((resolve) => {
      SpeechProcess.start(folder, { ...NOTHING, died: resolve }).then(
        ({ pid }) => pid !== undefined && process.kill(pid, 'SIGKILL'),
        () => undefined,
      );
    });
    await died;
  }, 30_000);
});

describe('whether a server can recognise speech', () => {
  it('is looked up each time: a model needs no new start', () => {
    const service = new SpeechService({ modelFolder: join(folder, 'model'), log: pino({ level: 'silent' }) });
    expect(service.availability).toBe('noModel');
    writeToneModel(join(folder, 'model'));
    expect(service.availability).toBe('ready');
  });
});
