import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog, startTestEngine } from '../media/fixture.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import { composeRecording } from './compose/compose.ts';
import { colourAt, onsets, TestRoom } from './fixture.ts';
import { RecordingFolder } from './folder.ts';
import { type FreeBytes, LiveRecording, RESERVE_BYTES } from './live-recording.ts';

const RED = 'color=red:s=320x180:r=25';
const BLUE = 'color=blue:s=320x180:r=25';
/** White for a tenth of a second once a second, and a tone at the same moments. */
const FLASHES = "color=black:s=320x180:r=25,drawbox=c=white:t=fill:enable='lt(mod(t,1),0.2)'";
const BEEPS = "aevalsrc='if(lt(mod(t,1),0.2),0.8*sin(2*PI*1000*t),0)':s=48000";

let engine: MediaEngine;
let root: string;
let room: TestRoom;

beforeAll(async () => {
  engine = await startTestEngine(1);
});
afterAll(() => engine.close());
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'shilian-recording-'));
  room = await TestRoom.open(engine);
});
afterEach(async () => {
  await room.close();
  rmSync(root, { recursive: true });
});

async function record(freeBytes: FreeBytes = async () => Number.POSITIVE_INFINITY) {
  const id = randomUUID();
  const folder = new RecordingFolder(root, id);
  const ended = Promise.withResolvers<string>();
  const recording = await LiveRecording.start({ id, room, folder, freeBytes, log: silentLog, ended: ended.resolve });
  return { recording, folder, ended: ended.promise };
}

const RED_YUV = [81, 90, 240];
const BLUE_YUV = [41, 240, 110];
const near = (colour: number[]) => colour.map((value) => expect.closeTo(value, -1.3));

const grown = (bytes: number) => room.shows((live) => live.state === 'recording' && live.bytes > bytes);

// Meetings run at the speed of the clock, and composing shares few cores with everything else.
describe('a recording', { timeout: 300_000 }, () => {
  it('keeps sound and picture of a sender within 100 ms of each other, and lasts as long as it ran', async () => {
    await room.sit('王桂兰').send({ video: FLASHES, audio: BEEPS });
    const { recording, folder } = await record();
    const before = performance.now();
    const { bytes } = await grown(0);
    await grown(bytes + 50_000);
    await recording.stop('stopped');
    const ranMs = performance.now() - before;
    const composed = await composeRecording(folder);
    expect(Math.abs(composed.durationMs - ranMs)).toBeLessThan(1000);
    const { flashes, beeps } = await onsets(folder.composed, { x: 640, y: 360 });
    expect(flashes.length).toBeGreaterThanOrEqual(2);
    for (const flash of flashes) expect(Math.min(...beeps.map((beep) => Math.abs(beep - flash)))).toBeLessThan(100);
  });

  it('shows who was there in the layout of each moment, also somebody who came late', async () => {
    const first = room.sit('王桂兰');
    await first.send({ video: RED });
    const { recording, folder } = await record();
    // A picture of one colour is some 600 bytes a second.
    const { bytes: alone } = await grown((await grown(0)).bytes + 800);
    const late = room.sit('李建国');
    await late.send({ video: BLUE });
    await grown(alone + 2_500);
    await recording.stop('stopped');
    const { durationMs, people } = await composeRecording(folder);
    expect(people.map(({ name }) => name)).toEqual(['王桂兰', '李建国']);
    const lateFrom = people[1]?.fromMs ?? 0;
    // Alone in the whole picture; then side by side.
    expect(await colourAt(folder.composed, lateFrom - 300, { x: 640, y: 360 })).toEqual(near(RED_YUV));
    expect(await colourAt(folder.composed, durationMs - 300, { x: 320, y: 360 })).toEqual(near(RED_YUV));
    expect(await colourAt(folder.composed, durationMs - 300, { x: 960, y: 360 })).toEqual(near(BLUE_YUV));
  });

  it('has the board that everybody sees in its picture, with what was drawn before and since, and its document in its folder', async () => {
    await room.sit('王桂兰').send({ video: RED });
    const element = { id: randomUUID(), page: 0, kind: 'marker' as const, color: 'blue' as const, size: 1000, text: '', by: randomUUID() };
    const head = {
      id: randomUUID(),
      title: '白板',
      document: null,
      pages: 1,
      page: 0,
      presenterId: null,
      presenterName: '',
      audience: null,
    };
    room.showBoard({
      head: { ...head, openedAt: 0 },
      sha256: null,
      elements: [{ ...element, kind: 'pen', points: [0, 2800, 5000, 2800] }],
    });
    const { recording, folder } = await record();
    const { bytes } = await grown(0);
    const news = [{ op: 'extend' as const, id: element.id, from: 4, points: [10_000, 2800] }];
    room.tell('board.news', { roomId: room.id, boardId: head.id, version: 2, news });
    await grown(bytes + 10_000);
    const document = { mediaType: 'image/png' as const, size: 3 };
    const sha256 = 'a'.repeat(64);
    room.documents.set(sha256, Buffer.from('png'));
    room.showBoard({ head: { ...head, id: randomUUID(), document, openedAt: 0 }, sha256, elements: [] });
    room.showBoard(null);
    await recording.stop('stopped');
    const { durationMs } = await composeRecording(folder);
    expect(await readFile(join(folder.documents, sha256), 'utf8')).toBe('png');
    const blue = [expect.closeTo(94, -1.3), expect.closeTo(190, -1.3), expect.closeTo(90, -1.3)];
    expect(await colourAt(folder.composed, 200, { x: 256, y: 360 })).toEqual(blue);
    const paper = await colourAt(folder.composed, 200, { x: 900, y: 360 });
    expect(paper[0]).toBeGreaterThan(220);
    expect(await colourAt(folder.composed, durationMs - 600, { x: 900, y: 360 })).toEqual(blue);
    expect(await colourAt(folder.composed, durationMs - 600, { x: 1152, y: 72 })).toEqual(near(RED_YUV));
  });

  it('goes on in one file when its recorder is killed, with the time in which it was gone left out of nothing', async () => {
    await room.sit('王桂兰').send({ video: FLASHES, audio: BEEPS });
    const { recording, folder } = await record();
    const { bytes } = await grown(0);
    const killed = recording.recorderPid;
    const killedAt = performance.now();
    process.kill(killed ?? 0, 'SIGKILL');
    await expect.poll(() => folder.logs().length, { interval: 20, timeout: 5000 }).toBe(2);
    expect(performance.now() - killedAt).toBeLessThan(2000);
    await grown(bytes + 30_000);
    await recording.stop('stopped');
    const { durationMs } = await composeRecording(folder);
    expect(recording.recorderPid).not.toBe(killed);
    const { flashes, beeps } = await onsets(folder.composed, { x: 640, y: 360 });
    const last = flashes.filter((flash) => flash > durationMs - 2500);
    expect(last.length).toBeGreaterThanOrEqual(1);
    for (const flash of last) expect(Math.min(...beeps.map((beep) => Math.abs(beep - flash)))).toBeLessThan(100);
  });

  it('goes on when the media worker is killed and its people are back', async () => {
    const sender = room.sit('王桂兰');
    await sender.send({ video: RED });
    const { recording, folder } = await record();
    const { bytes } = await grown(0);
    const back = Promise.withResolvers<void>();
    const stop = engine.onWorkerDied(() => back.resolve());
    process.kill(engine.workerPids[0] ?? 0, 'SIGKILL');
    await back.promise;
    stop();
    await sender.stop();
    await room.rebuild();
    await sender.send({ video: BLUE });
    await grown(bytes + 10_000);
    await recording.stop('stopped');
    const { durationMs } = await composeRecording(folder);
    expect(await colourAt(folder.composed, durationMs - 200, { x: 640, y: 360 })).toEqual(near(BLUE_YUV));
  });

  it('ends by itself, and says why, when the disk is nearly full; what was recorded is there', async () => {
    await room.sit('王桂兰').send({ video: RED });
    let free = Number.POSITIVE_INFINITY;
    const { folder, ended } = await record(async () => free);
    await grown(0);
    free = RESERVE_BYTES - 1;
    expect(await ended).toBe('storageFull');
    expect(room.shown.at(-1)).toMatchObject({ state: 'stopped', reason: 'storageFull' });
    expect((await composeRecording(folder)).durationMs).toBeGreaterThan(1000);
  });

  it('says that it fails while somebody sends and nothing reaches the disk, and that it goes on again', async () => {
    await room.sit('王桂兰').send({ video: RED });
    const { recording } = await record();
    await grown(0);
    process.kill(recording.recorderPid ?? 0, 'SIGSTOP');
    const { bytes } = await room.shows(({ state }) => state === 'failing');
    process.kill(recording.recorderPid ?? 0, 'SIGCONT');
    await grown(bytes);
    await recording.stop('stopped');
  });

  it('says that it starts until bytes of those who send lie on the disk', async () => {
    await room.sit('王桂兰').send({ video: RED });
    const { recording } = await record();
    await grown(0);
    const first = room.shown.findIndex(({ state }) => state === 'recording');
    expect(room.shown.slice(0, first).every(({ state, bytes }) => state === 'starting' && bytes === 0)).toBe(true);
    expect(room.shown[first]?.bytes).toBeGreaterThan(0);
    await recording.stop('stopped');
  });

  it('runs at once where nobody sends yet', async () => {
    room.sit('王桂兰');
    const { recording } = await record();
    expect(recording.live.state).toBe('recording');
    await recording.stop('stopped');
  });

  it('ends with its room', async () => {
    const sender = room.sit('王桂兰');
    const { ended } = await record();
    await sender.leave();
    expect(await ended).toBe('roomEnded');
  });

  it('ends with the last person, although a camera still lies on the table', async () => {
    const sender = room.sit('王桂兰');
    room.sit('东闸口', 'surveillance');
    const { ended } = await record();
    await sender.leave();
    expect(await ended).toBe('roomEnded');
  });

  it('that begins when everybody has left meanwhile ends at once', async () => {
    const { ended } = await record();
    expect(await ended).toBe('roomEnded');
    expect(room.shown.at(-1)).toMatchObject({ state: 'stopped', reason: 'roomEnded' });
  });
});
