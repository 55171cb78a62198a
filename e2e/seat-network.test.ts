import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount, expectMoving } from './harness/expectations.ts';
import { Network } from './harness/network.ts';
import { Relay } from './harness/relay.ts';
import { System } from './harness/system.ts';
import { mediaWays, voicesHeard } from './harness/webrtc-probe.ts';
import { Desk } from './pages/desk.ts';
import { type Room, Rooms } from './pages/rooms.ts';

const TITLE = '断网演练会商';
const SECRET = 'a secret of this test only';

const missing = Network.missing();
if (missing !== null) console.error(`seat-network: left out, ${missing}.`);
const noRelay = Relay.missing();
if (noRelay !== null) console.error(`seat-network: the relay is left out, ${noRelay}.`);

/** A seat whose network is bad in every way, and one beside the server that has to go on seeing and hearing it. */
describe.skipIf(missing !== null)('a seat on a bad network (skipped where no network can be made)', () => {
  let network: Network;
  let relay: Relay | null = null;
  let system: System;
  let browser: Browser;
  let insideBrowser: Browser;
  let insideUrl: string;
  let inside: Desk;
  let near: Room;
  let far: Room;

  beforeAll(async () => {
    network = new Network();
    relay = noRelay === null ? await Relay.start(network.address, SECRET) : null;
    system = await System.start({
      cameras: false,
      server: ['--host', network.address, ...(relay === null ? [] : ['--turn', `turn:${network.address}:${relay.port}`])],
      env: { SHILIAN_TURN_SECRET: SECRET },
    });
    browser = await launchBrowser();
    insideBrowser = await launchBrowser(network.chromium());
    const mediator = await Desk.signedIn(browser, await system.console('mediator'), 'mediator');
    insideUrl = await system.console('township', system.serverUrl, network.via);
    inside = await Desk.signedIn(insideBrowser, insideUrl, 'township');
    near = await new Rooms(mediator).create('mediation', TITLE);
  });
  afterAll(async () => {
    await insideBrowser?.close();
    await browser?.close();
    await system?.dispose();
    await relay?.[Symbol.asyncDispose]();
    network?.[Symbol.dispose]();
  });

  const expectTogether = async () => {
    for (const room of [near, far]) {
      await expectAttribute(room.connection, 'data-state', 'connected', 40_000);
      await expectCount(room.tiles('camera'), 2);
      for (const tile of await room.tiles('camera').all()) await expectMoving(tile);
      await expect.poll(() => voicesHeard(room.page, 1_500), { timeout: 20_000 }).toBe(1);
    }
  };
  const ways = async () => [...new Set(await mediaWays(far.page))];
  const ids = (room: Room) =>
    room.tiles('camera').evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-participant-id')).sort());

  it('sends its media by UDP where nothing is in the way', async () => {
    far = await new Rooms(inside).join(TITLE);
    await expectTogether();
    expect(await ways()).toEqual(['udp']);
  });

  it('comes back to the same seat by itself when its cable was pulled for five seconds, as muted as it was', async () => {
    await far.id('camera-toggle').click();
    await expectAttribute(far.id('camera-toggle'), 'aria-pressed', 'false');
    const before = await ids(near);
    network.pullCable();
    await expectAttribute(far.connection, 'data-state', 'reconnecting', 10_000);
    await far.page.waitForTimeout(5_000);
    network.plugIn();
    await expectAttribute(far.connection, 'data-state', 'connected', 10_000);
    expect(await far.id('camera-toggle').getAttribute('aria-pressed')).toBe('false');
    await far.id('camera-toggle').click();
    await expectTogether();
    expect(await ids(near)).toEqual(before);
  });

  it('sends it by TCP when a firewall begins to drop all UDP', async () => {
    network.pass('noUdp');
    await expect.poll(ways, { timeout: 40_000 }).toEqual(['tcp']);
    await expectTogether();
  });

  it.skipIf(noRelay !== null)('sends it through a TURN relay when nothing else gets out (skipped without coturn)', async () => {
    const signalling = Number(new URL(system.serverUrl).port);
    const relayPort = relay?.port ?? 0;
    network.pass({ tcp: [signalling], udp: [relayPort] });
    await expect.poll(ways, { timeout: 60_000 }).toEqual(['relay']);
    await expectTogether();
  });
});
