import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { TcpProxy } from './harness/tcp-proxy.ts';
import { Desk } from './pages/desk.ts';
import { Events } from './pages/events.ts';

describe('an event', () => {
  let system: System;
  let proxy: TcpProxy;
  let browser: Browser;
  let grid: Desk;
  let mediator: Desk;
  let otherTownship: Desk;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    proxy = await TcpProxy.to(system.serverUrl);
    browser = await launchBrowser();
    grid = await Desk.signedIn(browser, await system.console('grid', proxy.url), 'grid');
    mediator = await Desk.signedIn(browser, await system.console('mediator'), 'mediator');
    otherTownship = await Desk.signedIn(browser, system.serverUrl, 'township2');
    for (const desk of [grid, mediator, otherTownship]) await desk.go('map');
  });
  afterEach(() => proxy.mend());
  afterAll(async () => {
    await browser?.close();
    proxy?.close();
    await system?.dispose();
  });

  it('that a grid worker reports is on the county’s desk within a second, with its number', async () => {
    const sentAt = await new Events(grid).report('刚报的河堤裂缝');
    const row = new Events(mediator).row('刚报的河堤裂缝').first();
    await row.waitFor();
    const tookMs = Date.now() - sentAt;
    expect(tookMs).toBeLessThan(1_000);
    expect(await row.getAttribute('data-state')).toBe('reported');
    await row.click();
    await expect.poll(() => mediator.id('event-detail').textContent()).toMatch(/事〔20\d\d〕\d+号/);
  });

  it('is not seen by a township that it does not belong to', async () => {
    await new Events(grid).row('刚报的河堤裂缝').first().waitFor();
    expect(await new Events(otherTownship).row('刚报的河堤裂缝').count()).toBe(0);
  });

  it('that is reported without a line is shown at once, waits, and arrives once when the line is back', async () => {
    proxy.cut();
    await expectAttribute(grid.line, 'data-state', 'offline', 3_000);
    await new Events(grid).report('断线时报的路灯');
    await new Events(grid).row('断线时报的路灯').first().waitFor();
    await expect.poll(() => grid.id('outbox-count').textContent()).toContain('1');
    expect(await new Events(mediator).row('断线时报的路灯').count()).toBe(0);
    proxy.mend();
    await new Events(mediator).row('断线时报的路灯').first().waitFor();
    await expectAttribute(grid.line, 'data-state', 'online');
    expect(await new Events(mediator).row('断线时报的路灯').count()).toBe(1);
    await expect.poll(() => grid.id('outbox-count').textContent()).not.toContain('1');
  });
});
