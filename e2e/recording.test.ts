import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { Desk } from './pages/desk.ts';
import { type Room, Rooms } from './pages/rooms.ts';

describe('a room that is recorded', () => {
  let system: System;
  let browser: Browser;
  let desk: Desk;
  let room: Room;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    browser = await launchBrowser();
    desk = await Desk.signedIn(browser, await system.console('mediator'), 'mediator');
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
  });

  it('says so while bytes reach the disk, and is replayed for a reason', async () => {
    room = await new Rooms(desk).create('mediation', '录像调解');
    await room.id('record-toggle').click();
    await expectAttribute(room.id('record-state'), 'data-state', 'recording');
    // The first bytes come at once; some seconds of sound and picture make so many.
    const bytes = async () => Number(await room.id('record-state').getAttribute('data-bytes'));
    await expect.poll(bytes, { timeout: 30_000 }).toBeGreaterThan(300_000);
    await room.id('record-toggle').click();
    await expectAttribute(room.id('record-state'), 'data-state', 'stopped');
    await room.id('leave').click();
    await room.id('recordings-list').click();
    const ready = room.page.locator('[data-testid="recording-row"][data-state="ready"]');
    await expect
      .poll(
        async () => {
          await room.id('recordings-refresh').click();
          return ready.count();
        },
        { timeout: 40_000, interval: 1000 },
      )
      .toBe(1);
    await room.id('recording-open').click();
    await room.id('recording-reason').fill('核对调解笔录');
    await room.id('recording-reason-submit').click();
    const video = room.id('replay-video');
    await video.evaluate((player: HTMLVideoElement) => {
      player.muted = true;
      return player.play();
    });
    await expect.poll(() => video.evaluate((player: HTMLVideoElement) => player.currentTime), { timeout: 15_000 }).toBeGreaterThan(1);
  });

  it('is deleted by an administrator only, for a reason, and is gone', async () => {
    await room.id('recordings-back').click();
    await room.page.locator('[data-testid="recording-row"]').waitFor();
    expect(await room.id('recording-delete').count()).toBe(0);
    const admin = await Desk.signedIn(browser, await system.console('admin'), 'admin');
    await admin.go('rooms');
    await admin.id('recordings-list').click();
    await admin.id('recording-delete').click();
    // Without a reason nothing goes ahead.
    expect(await admin.id('recording-reason-submit').isDisabled()).toBe(true);
    await admin.id('recording-reason').fill('误录');
    await admin.page.keyboard.press('Enter');
    await admin.page.locator('[data-testid="recording-row"]').waitFor({ state: 'detached' });
    await room.id('recordings-refresh').click();
    await room.page.locator('[data-testid="recording-row"]').waitFor({ state: 'detached' });
  });
});
