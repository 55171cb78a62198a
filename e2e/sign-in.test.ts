import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { TcpProxy } from './harness/tcp-proxy.ts';
import { DEMO_PASSWORD, Desk } from './pages/desk.ts';

describe('signing in and the line', () => {
  let system: System;
  let proxy: TcpProxy;
  let browser: Browser;
  let consoleUrl: string;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    proxy = await TcpProxy.to(system.serverUrl);
    consoleUrl = await system.console('duty', proxy.url);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    proxy?.close();
    await system?.dispose();
  });

  afterEach(() => proxy.mend());

  it('says what is wrong with a wrong password, and lets the right one in', async () => {
    const desk = await Desk.open(browser, consoleUrl, 'duty');
    await desk.signIn('duty', 'not the password');
    await desk.id('login-error').waitFor();
    expect(await desk.id('login-error').textContent()).not.toBe('');
    expect(await desk.id('nav-map').count()).toBe(0);
    await desk.signIn('duty', DEMO_PASSWORD);
    await desk.id('nav-map').waitFor();
    await expectAttribute(desk.line, 'data-state', 'online');
    await desk.close();
  });

  it('lets in from the page that the server itself serves', async () => {
    const desk = await Desk.signedIn(browser, system.serverUrl, 'township');
    await expectAttribute(desk.line, 'data-state', 'online');
    await desk.close();
  });

  it('does not let another browser into the desk of the one that has signed in', async () => {
    const mine = await Desk.signedIn(browser, consoleUrl, 'duty');
    const other = await Desk.open(browser, consoleUrl, 'stranger');
    expect(await other.id('nav-map').count()).toBe(0);
    await other.close();
    await mine.close();
  });

  it('says within 3 s that the line is cut, and comes back by itself', async () => {
    const desk = await Desk.signedIn(browser, consoleUrl, 'duty');
    await expectAttribute(desk.line, 'data-state', 'online');
    proxy.cut();
    await expectAttribute(desk.line, 'data-state', 'offline', 3_000);
    proxy.mend();
    await expectAttribute(desk.line, 'data-state', 'online');
    await desk.close();
  });

  it('says within 3 s that the server was killed', async () => {
    const desk = await Desk.signedIn(browser, consoleUrl, 'duty');
    await expectAttribute(desk.line, 'data-state', 'online');
    await system.server.kill();
    await expectAttribute(desk.line, 'data-state', 'offline', 3_000);
    await desk.close();
  });
});
