import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SimulatedSeat } from '../bench/harness/simulated-seat.ts';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount, expectMoving } from './harness/expectations.ts';
import { withPictureReports } from './harness/picture-report.ts';
import { processesNamed } from './harness/process-tree.ts';
import { System } from './harness/system.ts';
import { TcpProxy } from './harness/tcp-proxy.ts';
import { voicesHeard } from './harness/webrtc-probe.ts';
import { HostDesk } from './pages/conference.ts';
import { Desk } from './pages/desk.ts';
import { Guest } from './pages/guest.ts';
import { type Room, Rooms } from './pages/rooms.ts';

const TITLE = '全县安全生产工作视频会议';
/** Seats that only watch, beside five that are seen and heard. */
const WATCHING = 30;
const WATCHERS = ['leader', 'duty', 'clerk', 'mediator', 'court', 'justice'] as const;
/** Room for five encoders, twenty decoders and a recorder on two cores, ms. */
const SOON = { timeout: 30_000 };
/** Until everybody is there and seen, after thirty have come at once on the two cores that also encode and decode, ms. */
const EVERYBODY_MS = 60_000;
/** The composer gives way to everything else, ms. */
const COMPOSED = { timeout: 150_000, interval: 1_000 };

const probedSchema = z.object({
  streams: z.array(z.object({ codec_type: z.string() })),
  format: z.object({ duration: z.coerce.number() }),
});

/** A county's meeting from the first seat to its replay; each test goes on where the one before stopped. */
describe('a county conference', () => {
  let system: System;
  let proxy: TcpProxy;
  let browser: Browser;
  let hostDesk: Desk;
  let host: Room;
  let desk: HostDesk;
  let first: Room;
  let second: Room;
  let village: Room;
  let guest: Guest;
  let secondId: string;
  /** By this machine's clock, ms. */
  const recorded = { askedAt: 0, allToldAt: 0, stopAskedAt: 0, stoppedAt: 0 };
  const watching: SimulatedSeat[] = [];

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    proxy = await TcpProxy.to(system.serverUrl);
    browser = await launchBrowser();
    hostDesk = await signedIn('host');
    // All sign in before the first camera is on: an encoder takes what a page needs to open.
    const desks = [await signedIn('township'), await signedIn('township2', proxy.url), await signedIn('village')];
    host = await new Rooms(hostDesk).create('conference', TITLE);
    desk = new HostDesk(host);
    guest = await Guest.open(browser, await host.invite('专家'));
    await guest.knock('周工');
    [first, second, village] = (await Promise.all(desks.map((one) => new Rooms(one).join(TITLE)))) as [Room, Room, Room];
    await desk.id('admit').first().click();
  }, 150_000);
  afterAll(async () => {
    for (const seat of watching) seat.close();
    await browser?.close();
    proxy?.close();
    await system?.dispose();
  });

  const signedIn = async (username: string, serverUrl?: string) =>
    Desk.signedIn(browser, await system.console(username, serverUrl), username);
  const real = () => [host, first, second, village, guest];
  const live = (room: Room) => room.page.locator('[data-testid="tile"][data-kind="camera"][data-state="live"]');
  const large = (room: Room) => room.page.locator('[data-testid="slot"][data-rank="main"] [data-testid="tile"]');
  const heardBy = (room: Room, voices: number) =>
    expect.poll(() => voicesHeard(room.page, 1_500), { ...SOON, message: 'voices heard' }).toBe(voices);

  const explained = (step: () => Promise<void>) =>
    withPictureReports({ host: host.page, first: first.page, second: second.page, village: village.page, guest: guest.page }, step);

  it('thirty-five sit in it, and the five who send are seen and heard by each other among thirty who watch', async () => {
    const roomId = (await host.id('room').getAttribute('data-room-id')) ?? '';
    for (let index = 0; index < WATCHING; index += 1) {
      const seat = new SimulatedSeat(system.serverUrl, path.join(system.folder, 'watching.pin'));
      watching.push(seat);
      await seat.signIn(WATCHERS[index % WATCHERS.length] ?? 'duty');
      await seat.join(roomId);
    }
    await expectAttribute(desk.id('participants'), 'data-count', String(WATCHING + 5), EVERYBODY_MS);
    await explained(async () => {
      for (const room of [host, first, second, village]) await expectCount(live(room), 5, EVERYBODY_MS);
      for (const tile of await live(village).all()) await expectMoving(tile, 3);
      for (const room of [host, guest]) await heardBy(room, 4);
    });
    // Longer than all that is waited for in it: what fails first is to say why.
  }, 240_000);

  it('the roll is called: who answers is on the sheet at once, who does not is absent, and comes late by a mark', async () => {
    await desk.callRoll();
    await first.id('roll-present').click();
    const rows = (state: string) => host.page.locator(`[data-testid="roll-row"][data-state="${state}"]`);
    await expectCount(rows('present'), 1);
    await desk.id('roll-close').click();
    await expectCount(second.id('roll-call-prompt'), 0);
    const late = rows('absent').filter({ hasText: '柳堤镇' });
    await late.getByRole('button').click();
    await desk.id('do-mark-late').click();
    await expectCount(rows('late'), 1);
    await desk.id('roll-sign').click();
    await desk.id('confirm-yes').click();
    await expectAttribute(desk.id('roll-state'), 'data-state', 'signed');
    const sheet = (await desk.download('roll-export-csv')).bytes.toString('utf8');
    expect(sheet).toMatch(/双湖镇.*已到|双湖镇.*到/);
    expect(sheet).toMatch(/柳堤镇.*迟到/);
    await desk.tab('people');
  });

  it('from now on it is recorded, and everybody is told', async () => {
    recorded.askedAt = Date.now();
    await desk.id('record-toggle').click();
    for (const room of real()) await expectAttribute(room.id('record-state'), 'data-state', 'recording', SOON.timeout);
    recorded.allToldAt = Date.now();
  });

  it('all are muted; whoever is given the floor is large everywhere and the only one heard', async () => {
    await desk.id('may-unmute').click();
    await desk.id('mute-all').click();
    // Muting all leaves out whoever does it.
    await host.id('mic-toggle').click();
    await heardBy(host, 0);
    await second.id('hand-toggle').click();
    await desk.tab('floor');
    await desk.id('floor-give').click();
    await expectAttribute(second.id('floor-banner'), 'data-own', 'true');
    secondId = (await large(host).first().getAttribute('data-participant-id')) ?? '';
    await second.id('mic-toggle').click();
    for (const room of [host, first, village, guest]) {
      await room.id('floor-clock').waitFor();
      await expectAttribute(large(room), 'data-participant-id', secondId);
      await expectMoving(large(room).first(), 3);
      await heardBy(room, 1);
    }
  });

  it('a shared screen is large everywhere, with the speaker beside it', async () => {
    await first.id('screen-toggle').click();
    for (const room of [host, village, guest]) {
      await expectAttribute(large(room), 'data-kind', 'screen');
      await expectMoving(large(room).first(), 1);
    }
    const beside = host.page.locator('[data-testid="slot"][data-rank="strip"] [data-testid="tile"]');
    await expect
      .poll(() => beside.evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-participant-id'))))
      .toContain(secondId);
    // The speaker, and the sound of what is shared.
    await heardBy(host, 2);
  });

  it('the speaker’s line is cut and mended: the floor is still theirs, and they are seen and heard', async () => {
    proxy.cut();
    await expectAttribute(second.connection, 'data-state', 'reconnecting', 5_000);
    proxy.mend();
    await expectAttribute(second.connection, 'data-state', 'connected');
    await expectAttribute(second.id('floor-banner'), 'data-own', 'true');
    await expectMoving(host.page.locator(`[data-participant-id="${secondId}"][data-testid="tile"]`), 3);
    await heardBy(host, 2);
  });

  it('every media worker is killed: all thirty-five are back by themselves, with floor, screen, mutes and recording', async () => {
    const before = await recordedBytes();
    const back = Promise.all(watching.map((seat) => seat.back()));
    for (const pid of processesNamed('mediasoup', system.server.pid)) process.kill(pid, 'SIGKILL');
    await back;
    for (const room of real()) await expectAttribute(room.connection, 'data-state', 'connected');
    await expectAttribute(desk.id('floor-speech'), 'data-state', 'running');
    for (const room of [host, village, guest]) {
      await expectAttribute(large(room), 'data-kind', 'screen');
      await expectMoving(large(room).first(), 1);
      await heardBy(room, 2);
    }
    // Nobody but the speaker is left when nothing is shared: those who were muted stayed so.
    await first.id('screen-toggle').click();
    await heardBy(host, 1);
    await expect.poll(recordedBytes, SOON).toBeGreaterThan(before);
    await expectAttribute(desk.id('record-state'), 'data-state', 'recording');
    await desk.tab('people');
    await expectAttribute(desk.id('participants'), 'data-count', String(WATCHING + 5), EVERYBODY_MS);
  });

  it('the recording is stopped and the meeting ended for all', async () => {
    recorded.stopAskedAt = Date.now();
    await desk.id('record-toggle').click();
    for (const room of real()) await expectAttribute(room.id('record-state'), 'data-state', 'stopped');
    recorded.stoppedAt = Date.now();
    await desk.id('room-end').click();
    await desk.id('confirm-yes').click();
    for (const room of [first, second, village, guest]) await room.id('room-ended').waitFor();
  });

  it('what was recorded is one file with picture and sound of that length', async () => {
    await hostDesk.id('room-ended').getByRole('button').click();
    await hostDesk.id('recordings-list').click();
    const row = hostDesk.id('recording-row').filter({ hasText: TITLE });
    await expect
      .poll(async () => {
        await hostDesk.id('recordings-refresh').click();
        return row.getAttribute('data-state');
      }, COMPOSED)
      .toBe('ready');
    const file = composedFile();
    const { streams, format } = probedSchema.parse(
      JSON.parse(output('ffprobe', '-v', 'error', '-show_entries', 'stream=codec_type:format=duration', '-of', 'json', file)),
    );
    expect(streams.map(({ codec_type }) => codec_type).toSorted()).toEqual(['audio', 'video']);
    // At least while everybody was told that it runs, at most from the one click to what followed the other.
    const { askedAt, allToldAt, stopAskedAt, stoppedAt } = recorded;
    expect(format.duration * 1_000).toBeGreaterThan(stopAskedAt - allToldAt - 1_000);
    expect(format.duration * 1_000).toBeLessThan(stoppedAt - askedAt + 1_000);
    // The speaker's beeps are in it: silence would be -91 dB.
    expect(Number(/max_volume: (-?[\d.]+) dB/.exec(volumeOf(file))?.[1])).toBeGreaterThan(-40);
  }, 180_000);

  it('it is replayed from the chapter of whoever had the floor', async () => {
    await hostDesk.id('recording-open').click();
    await hostDesk.id('recording-reason').fill('整理会议纪要');
    await hostDesk.id('recording-reason-submit').click();
    const chapter = hostDesk.id('replay-chapter').filter({ hasText: '柳堤镇综治中心' }).first();
    const video = hostDesk.id('replay-video');
    await video.evaluate((player: HTMLVideoElement) => {
      player.muted = true;
      return player.play();
    });
    await chapter.click();
    const start = await video.evaluate((player: HTMLVideoElement) => player.currentTime);
    const played = () =>
      video.evaluate((player: HTMLVideoElement) => ({ at: player.currentTime, frames: player.getVideoPlaybackQuality().totalVideoFrames }));
    const { frames } = await played();
    await expect.poll(async () => (await played()).at, SOON).toBeGreaterThan(start + 1);
    expect((await played()).frames).toBeGreaterThan(frames);
  });

  const recordedBytes = async () => Number(await desk.id('record-state').getAttribute('data-bytes'));

  function composedFile(): string {
    const root = path.join(system.folder, 'server');
    const found = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => path.basename(name) === 'composed.mp4');
    if (found.length !== 1 || found[0] === undefined) throw new Error(`Not one composed file: ${found.join(' ')}`);
    return path.join(root, found[0]);
  }
});

function output(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What ffmpeg says of a file's loudness; it says it on standard error. */
function volumeOf(file: string): string {
  return output('sh', '-c', 'ffmpeg -hide_banner -i "$0" -vn -af volumedetect -f null - 2>&1', file);
}
