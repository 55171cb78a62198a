import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount, expectMoving } from './harness/expectations.ts';
import { processesNamed, processTree } from './harness/process-tree.ts';
import { System } from './harness/system.ts';
import { voicesHeard } from './harness/webrtc-probe.ts';
import { Desk } from './pages/desk.ts';
import { type Room, Rooms } from './pages/rooms.ts';

const TITLE = '停机演练会商';
/** Longer than a server waits for a sign of life (20 s); `SHILIAN_SLEEP_S=600` is the ten minutes of a lunch. */
const SLEEP_MS = Number(process.env.SHILIAN_SLEEP_S ?? 25) * 1_000;
/** On a quiet machine it is about one second. Here server, encoders and decoders of all seats share its cores. */
const AWAKE_LIMIT_MS = 6_000;

/** Two seats in a room; each test goes on where the one before stopped. Nobody clicks anything to come back. */
describe('seats come back by themselves', () => {
  let system: System;
  let nearBrowser: Browser;
  let farBrowser: Browser;
  let farChromium: number[];
  let farUrl: string;
  let near: Room;
  let far: Room;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    nearBrowser = await launchBrowser();
    const others = new Set(processesNamed('chromium'));
    farBrowser = await launchBrowser();
    farChromium = processesNamed('chromium').filter((pid) => !others.has(pid));
    const mediator = await Desk.signedIn(nearBrowser, await system.console('mediator'), 'mediator');
    farUrl = await system.console('township');
    const township = await Desk.signedIn(farBrowser, farUrl, 'township');
    near = await new Rooms(mediator).create('mediation', TITLE);
    far = await new Rooms(township).join(TITLE);
  }, 150_000);
  afterAll(async () => {
    await farBrowser?.close();
    await nearBrowser?.close();
    await system?.dispose();
  });

  const expectTogether = async () => {
    for (const room of [near, far]) {
      await expectAttribute(room.connection, 'data-state', 'connected', 40_000);
      await expectCount(room.tiles('camera'), 2);
      for (const tile of await room.tiles('camera').all()) await expectMoving(tile);
      await expect.poll(() => voicesHeard(room.page, 1_500), { timeout: 20_000 }).toBe(1);
    }
  };

  it('when every media worker is killed', async () => {
    await expectTogether();
    for (const pid of processesNamed('mediasoup', system.server.pid)) process.kill(pid, 'SIGKILL');
    await expectAttribute(far.connection, 'data-state', 'reconnecting', 10_000);
    await expectTogether();
  });

  it('when the server is killed and started again, with the camera off that was off', async () => {
    await far.id('camera-toggle').click();
    await expectAttribute(far.id('camera-toggle'), 'aria-pressed', 'false');
    await system.restartServer('kill');
    for (const room of [near, far]) await expectAttribute(room.connection, 'data-state', 'connected', 40_000);
    expect(await far.id('camera-toggle').getAttribute('aria-pressed')).toBe('false');
    await far.id('camera-toggle').click();
    await expectTogether();
  });

  it(
    'when their machine has slept, with the microphone off that was off',
    async () => {
      await far.id('mic-toggle').click();
      await expectAttribute(far.id('mic-toggle'), 'aria-pressed', 'false');
      const asleep = [...farChromium, ...processTree(system.pidOf(farUrl))].filter(isAlive);
      for (const pid of asleep) process.kill(pid, 'SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, SLEEP_MS));
      for (const pid of asleep) process.kill(pid, 'SIGCONT');
      const wokenAt = Date.now();
      const shown = far.tiles('camera');
      await expect
        .poll(async () => `${await far.connection.getAttribute('data-state')} ${await shown.count()}`, {
          timeout: AWAKE_LIMIT_MS,
          interval: 50,
        })
        .toBe('connected 2');
      console.error(`seats-come-back: connected ${Date.now() - wokenAt} ms after a sleep of ${SLEEP_MS / 1_000} s`);
      for (const tile of await shown.all()) await expectMoving(tile);
      console.error(`seats-come-back: pictures move ${Date.now() - wokenAt} ms after it`);
      expect(await far.id('mic-toggle').getAttribute('aria-pressed')).toBe('false');
      await far.id('mic-toggle').click();
      await expectTogether();
    },
    150_000 + SLEEP_MS,
  );
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
