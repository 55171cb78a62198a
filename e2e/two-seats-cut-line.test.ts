import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute } from './harness/expectations.ts';
import { readCache, readServer } from './harness/stored-rows.ts';
import { System } from './harness/system.ts';
import { TcpProxy } from './harness/tcp-proxy.ts';
import { DEMO_PASSWORD, Desk } from './pages/desk.ts';
import { Events } from './pages/events.ts';

/** A line that is down has to be shown as such within this time, ms. */
const HONEST_WITHIN_MS = 3_000;
const SHARED = '合力处置的河堤险情';
const OFFLINE = '断线时报的路面塌陷';
const KILLED = '主机断电前报的漏水';
/** Notes of each seat while the server is killed. */
const STREAMED = 15;

/** One working day in which everything fails once; each test goes on where the one before stopped. */
describe('two seats, a line that is cut, a server and a host that are killed', () => {
  let system: System;
  let proxies: Record<'township' | 'duty', TcpProxy>;
  let browser: Browser;
  let townshipUrl: string;
  let township: Desk;
  let duty: Desk;
  let townshipEvents: Events;
  let dutyEvents: Events;
  /** Texts of every note that was made on the shared event. */
  const noted: string[] = [];

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    proxies = { township: await TcpProxy.to(system.serverUrl), duty: await TcpProxy.to(system.serverUrl) };
    browser = await launchBrowser();
    townshipUrl = await system.console('township', proxies.township.url);
    township = await Desk.signedIn(browser, townshipUrl, 'township');
    duty = await Desk.signedIn(browser, await system.console('duty', proxies.duty.url), 'duty');
    townshipEvents = new Events(township);
    dutyEvents = new Events(duty);
    for (const desk of [township, duty]) await desk.go('map');
  });
  afterAll(async () => {
    await browser?.close();
    for (const proxy of Object.values(proxies ?? {})) proxy.close();
    await system?.dispose();
  });

  const note = async (events: Events, text: string) => {
    noted.push(text);
    await events.note(text);
  };
  /** The shared event's notes on both pages are those that were made, each once, and in one order. */
  const expectTogether = async () => {
    for (const desk of [township, duty]) {
      await expectAttribute(desk.line, 'data-state', 'online');
      await expect.poll(() => desk.id('outbox-count').textContent(), { timeout: 20_000 }).toBe('0');
    }
    await expect.poll(async () => (await dutyEvents.notes()).map(textOf).sort(), { timeout: 20_000 }).toEqual(noted.toSorted());
    await expect.poll(() => townshipEvents.notes(), { timeout: 20_000 }).toEqual(await dutyEvents.notes());
  };
  /** The note itself: its person and the step stand before it. */
  const textOf = (shown: string) => noted.find((text) => shown.endsWith(text)) ?? shown;

  it('work on one event together', async () => {
    await townshipEvents.report(SHARED);
    await dutyEvents.row(SHARED).first().waitFor();
    await townshipEvents.open(SHARED);
    await dutyEvents.open(SHARED);
    await note(townshipEvents, '镇上已派人');
    await note(dutyEvents, '县里已知悉');
    await expectTogether();
  });

  it('go on when the line of one goes silent, which it shows within 3 s', async () => {
    proxies.township.goSilent();
    await expectAttribute(township.line, 'data-state', 'offline', HONEST_WITHIN_MS);
    for (let index = 1; index <= 3; index += 1) {
      await note(townshipEvents, `断线记录第${index}条`);
      await note(dutyEvents, `县里记录第${index}条`);
    }
    await townshipEvents.report(OFFLINE);
    await townshipEvents.row(OFFLINE).first().waitFor();
    await expect.poll(() => township.id('outbox-count').textContent()).toBe('4');
    expect(await dutyEvents.row(OFFLINE).count()).toBe(0);
    await expectAttribute(duty.line, 'data-state', 'online');
  });

  it('have the same when the line is mended, without anybody doing anything', async () => {
    proxies.township.mend();
    await dutyEvents.row(OFFLINE).first().waitFor();
    await townshipEvents.open(SHARED);
    await expectTogether();
    expect(await dutyEvents.row(OFFLINE).count()).toBe(1);
  });

  it('go on through a server that is killed in the middle of their changes', async () => {
    const streaming = [
      [townshipEvents, '镇'],
      [dutyEvents, '县'],
    ] as const;
    const writing = Promise.all(
      streaming.map(async ([events, name]) => {
        for (let index = 1; index <= STREAMED; index += 1) await note(events, `${name}连续记录${index}次`);
      }),
    );
    // Some are on the server, the rest is not made yet.
    await expect
      .poll(async () => (await dutyEvents.notes()).filter((text) => text.includes('镇连续')).length, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(3);
    expect(noted.filter((text) => text.includes('连续')).length).toBeLessThan(2 * STREAMED);
    const restarted = system.restartServer('kill');
    await Promise.all([township, duty].map((desk) => expectAttribute(desk.line, 'data-state', 'offline', HONEST_WITHIN_MS)));
    await restarted;
    await writing;
    await expectTogether();
  });

  it('lose nothing when a host is killed with changes in its outbox: whoever signs in again finds them, and they are sent', async () => {
    proxies.township.cut();
    await expectAttribute(township.line, 'data-state', 'offline', HONEST_WITHIN_MS);
    await note(townshipEvents, '断电前的记录');
    await townshipEvents.report(KILLED);
    await expect.poll(() => township.id('outbox-count').textContent()).toBe('2');
    await system.restartConsole(townshipUrl);
    // The new host knows neither the browser nor its person: the page comes back to it by itself, and asks who sits there.
    await township.id('login-username').waitFor();
    proxies.township.mend();
    await township.signIn('township', DEMO_PASSWORD);
    await township.id('nav-map').waitFor();
    await dutyEvents.row(KILLED).first().waitFor();
    await township.go('map');
    await townshipEvents.open(SHARED);
    await expectTogether();
  });

  it('show the same events at the end', async () => {
    for (const title of [SHARED, OFFLINE, KILLED]) {
      await townshipEvents.row(title).first().waitFor();
      expect(await townshipEvents.row(title).allTextContents()).toEqual(await dutyEvents.row(title).allTextContents());
      expect(await dutyEvents.row(title).count()).toBe(1);
    }
  });

  it('and the server have stored the same, row by row, nothing lost and nothing doubled', async () => {
    await system.stop();
    const serverDir = path.join(system.folder, 'server');
    for (const username of ['township', 'duty']) {
      const cache = readCache(path.join(system.folder, username));
      expect(cache.outbox, `${username}: outbox`).toBe(0);
      expect(cache.rows, username).toEqual(await readServer(serverDir, username));
    }
    const database = new SqliteDatabase(path.join(serverDir, 'shilian.sqlite'), { readonly: true });
    try {
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
      const titles = database.prepare('select title from events where title in (?, ?, ?) order by received_at').pluck();
      expect(titles.all(SHARED, OFFLINE, KILLED)).toEqual([SHARED, OFFLINE, KILLED]);
      const notes = database.prepare('select text from event_notes n join events e on e.id = n.event_id where title = ?').pluck();
      expect(notes.all(SHARED).toSorted()).toEqual(noted.toSorted());
      // One result for each change: three events and the notes.
      expect(database.prepare('select count(*) from mutations').pluck().get()).toBe(noted.length + 3);
    } finally {
      database.close();
    }
  });
});
