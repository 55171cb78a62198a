import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount, expectMoving } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { TcpProxy } from './harness/tcp-proxy.ts';
import { decodedFrames, voicesHeard } from './harness/webrtc-probe.ts';
import { Desk } from './pages/desk.ts';
import { Guest } from './pages/guest.ts';
import { type Room, Rooms } from './pages/rooms.ts';
import { LIVE_CAMERA } from './pages/wall.ts';

const TITLE = '宅基地边界纠纷调解';

/** One mediation from its opening to its end; each test goes on where the one before stopped. */
describe('three seats in a mediation', () => {
  let system: System;
  let proxy: TcpProxy;
  let browser: Browser;
  let mediatorDesk: Desk;
  let townshipDesk: Desk;
  let mediator: Room;
  let township: Room;
  let guest: Guest;

  beforeAll(async () => {
    system = await System.start();
    proxy = await TcpProxy.to(system.serverUrl);
    browser = await launchBrowser();
    mediatorDesk = await Desk.signedIn(browser, await system.console('mediator'), 'mediator');
    townshipDesk = await Desk.signedIn(browser, await system.console('township', proxy.url), 'township');
  });
  afterEach(() => proxy.mend());
  afterAll(async () => {
    await browser?.close();
    proxy?.close();
    await system?.dispose();
  });

  it('the township sees the room that the mediator opens in its list, and joins', async () => {
    await townshipDesk.go('rooms');
    mediator = await new Rooms(mediatorDesk).create('mediation', TITLE);
    await new Rooms(townshipDesk).row(TITLE).waitFor();
    township = await new Rooms(townshipDesk).join(TITLE);
    for (const room of [mediator, township]) {
      await expectAttribute(room.connection, 'data-state', 'connected');
      await expectCount(room.tiles('camera'), 2);
    }
  });

  it('a guest with a link waits in the lobby, seeing nothing, until the mediator lets them in', async () => {
    guest = await Guest.open(browser, await mediator.invite('申请人'));
    await guest.knock('王建国');
    await mediator.id('lobby-row').filter({ hasText: '王建国' }).waitFor();
    expect(await guest.tiles().count()).toBe(0);
    await expectCount(township.tiles('camera'), 2);
    await mediator.id('admit').first().click();
    await expectCount(guest.tiles('camera'), 3);
  });

  it('everyone sees everyone', async () => {
    for (const room of [mediator, township, guest]) {
      await expectCount(room.tiles('camera'), 3);
      for (const tile of await room.tiles('camera').all()) await expectMoving(tile);
    }
  });

  it('everyone hears the other two', async () => {
    for (const room of [mediator, township, guest]) {
      await expect.poll(() => voicesHeard(room.page), { timeout: 20_000 }).toBe(2);
    }
  });

  it('a street camera on the table plays for all of them', async () => {
    await mediator.addCamera(LIVE_CAMERA);
    for (const room of [mediator, township, guest]) {
      await expectCount(room.tiles('surveillance'), 1);
      await expectMoving(room.tiles('surveillance'));
    }
  });

  it('whoever mutes is not heard any more, and is heard again afterwards', async () => {
    await township.id('mic-toggle').click();
    await expectAttribute(township.id('mic-toggle'), 'aria-pressed', 'false');
    await expect.poll(() => voicesHeard(mediator.page), { timeout: 20_000 }).toBe(1);
    await township.id('mic-toggle').click();
    await expect.poll(() => voicesHeard(mediator.page), { timeout: 20_000 }).toBe(2);
  });

  it('a shared screen is seen by the others, and is gone when it is stopped', async () => {
    await township.id('screen-toggle').click();
    await expectCount(mediator.tiles('screen'), 1);
    await expectMoving(mediator.tiles('screen'), 1);
    await township.id('screen-toggle').click();
    await expectCount(mediator.tiles('screen'), 0);
  });

  it('a line that is cut keeps the seat: the same tile goes on when it is back', async () => {
    const before = await mediator
      .tiles('camera')
      .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-participant-id')).sort());
    proxy.cut();
    await expectAttribute(township.connection, 'data-state', 'reconnecting', 5_000);
    proxy.mend();
    await expectAttribute(township.connection, 'data-state', 'connected');
    await expectCount(mediator.tiles('camera'), 3);
    const after = await mediator
      .tiles('camera')
      .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-participant-id')).sort());
    expect(after).toEqual(before);
    for (const tile of await mediator.tiles('camera').all()) await expectMoving(tile);
    for (const tile of await township.tiles('camera').all()) await expectMoving(tile);
  });

  it('whoever leaves is gone from the others’ screens, and the others go on', async () => {
    await guest.leave();
    await expectCount(mediator.tiles('camera'), 2);
    const [first] = await township.tiles('camera').all();
    if (first === undefined) throw new Error('The township has no tile.');
    expect(await decodedFrames(first)).toBeGreaterThan(0);
    await expectMoving(first);
  });
});
