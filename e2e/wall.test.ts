import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectMoving } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { Desk } from './pages/desk.ts';
import { DOWN_CAMERA, LIVE_CAMERA, SECOND_CAMERA, Wall } from './pages/wall.ts';

describe('the video wall', () => {
  let system: System;
  let browser: Browser;
  let duty: Desk;
  let wall: Wall;

  beforeAll(async () => {
    system = await System.start();
    browser = await launchBrowser();
    duty = await Desk.signedIn(browser, await system.console('duty'), 'duty');
    await duty.go('wall');
    wall = new Wall(duty);
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
  });

  it('plays real cameras in its cells', async () => {
    for (const name of [LIVE_CAMERA, SECOND_CAMERA]) {
      const cell = await wall.open(name);
      await expectAttribute(cell, 'data-state', 'live');
      await expectMoving(cell);
    }
  });

  it('says in the cell why a camera that is down shows nothing', async () => {
    const cell = await wall.open(DOWN_CAMERA);
    await expectAttribute(cell, 'data-state', 'failed');
    expect((await cell.textContent())?.length).toBeGreaterThan(DOWN_CAMERA.length);
    await cell.getByTestId('camera-failure').waitFor();
  });

  it('says so within seconds when a camera that was playing loses its power', async () => {
    const cell = duty.page.locator('[data-testid="wall-cell"][data-state="live"]').first();
    await cell.waitFor();
    await system.stopCameras();
    await expect.poll(() => duty.page.locator('[data-testid="wall-cell"][data-state="live"]').count(), { timeout: 15_000 }).toBe(0);
  });
});
