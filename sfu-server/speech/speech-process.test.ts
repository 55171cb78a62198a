import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestEngine } from '../media/fixture.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import { TestRoom } from '../recording/fixture.ts';
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

  it('hears nothing of a track that has gone while it was begun', async () => {
    writeToneModel(folder);
    const heard: number[] = [];
    let tell: () => void = () => undefined;
    const second = new Promise<void>((resolve) => {
      tell = resolve;
    });
    running = await SpeechProcess.start(folder, {
      ...NOTHING,
      heard: (_, track) => {
        heard.push(track);
        if (track === 1) tell();
      },
    });
    const port = await running.openRoom(7);
    running.tell({ type: 'track', room: 7, track: 0, ssrc: 1001 });
    running.tell({ type: 'gone', room: 7, track: 0 });
    running.tell({ type: 'track', room: 7, track: 1, ssrc: 1002 });
    await speak(port, 1001, [TONES.甲]);
    await speak(port, 1002, [TONES.乙]);
    await second;
    expect(heard).toEqual([1]);
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

describe('a room of which speech is recognised', () => {
  let engine: MediaEngine;
  let room: TestRoom;
  let service: SpeechService;
  beforeEach(async () => {
    writeToneModel(folder);
    engine = await startTestEngine(1);
    room = await TestRoom.open(engine);
    service = new SpeechService({ modelFolder: folder, log: pino({ level: 'silent' }) });
  });
  afterEach(async () => {
    await service.close();
    await room.close();
    await engine.close();
  });
  const listener = (ended: () => void) => ({ heard: () => undefined, lost: () => undefined, ended });

  it('that all have left while the model was loaded keeps no process', async () => {
    const ended = new Promise<void>((resolve) => {
      void service.listen(room, listener(resolve));
    });
    await ended;
    await service.ignore(room.id);
    expect(service.pid).toBeUndefined();
  }, 30_000);

  it('is left when the server stops while the model is loaded, and nothing is begun after', async () => {
    room.sit('张㛃');
    const ended = Promise.withResolvers<void>();
    const begun = service.listen(room, listener(ended.resolve));
    await service.close();
    await begun;
    await ended.promise;
    expect(service.pid).toBeUndefined();
    await expect(
      service.listen(
        room,
        listener(() => undefined),
      ),
    ).rejects.toMatchObject({ code: 'speech.unavailable' });
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
