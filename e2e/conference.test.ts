import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { voicesHeard } from './harness/webrtc-probe.ts';
import { HostDesk } from './pages/conference.ts';
import { Desk } from './pages/desk.ts';
import { Guest } from './pages/guest.ts';
import { type Room, Rooms } from './pages/rooms.ts';

const TITLE = '全县防汛工作视频会议';
const SOON = { timeout: 20_000 };

/** One county meeting from the lobby to the signed sheet; each test goes on where the one before stopped. */
describe('a conference and its host', () => {
  let system: System;
  let browser: Browser;
  let hostDesk: Desk;
  let desks: Desk[];
  let host: Room;
  let desk: HostDesk;
  let township: Room;
  let other: Room;
  let guest: Guest;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    browser = await launchBrowser();
    hostDesk = await Desk.signedIn(browser, await system.console('host'), 'host');
    desks = [
      await Desk.signedIn(browser, await system.console('township'), 'township'),
      await Desk.signedIn(browser, await system.console('township2'), 'township2'),
    ];
    host = await new Rooms(hostDesk).create('conference', TITLE);
    desk = new HostDesk(host);
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
  });

  it('with the lobby on, two townships and a guest wait, and one click lets all of them in', async () => {
    await desk.set('lobby', true);
    [township, other] = (await Promise.all(desks.map((one) => new Rooms(one).join(TITLE)))) as [Room, Room];
    guest = await Guest.open(browser, await host.invite('专家'));
    await guest.knock('周工');
    await expectCount(desk.id('lobby-row'), 3);
    await desk.id('admit-all').click();
    for (const room of [host, township, other, guest]) await expectCount(room.tiles('camera'), 4);
    await expectCount(desk.id('lobby-row'), 0);
  });

  it('those who run nothing see no control of the host', async () => {
    for (const testId of ['mute-all', 'roll-call-start', 'room-settings', 'participant-more', 'room-end']) {
      expect(await township.id(testId).count()).toBe(0);
    }
  });

  it('all are muted and may not unmute: a member is not heard, whatever they click', async () => {
    await expect.poll(() => voicesHeard(host.page), SOON).toBe(3);
    await desk.id('may-unmute').click();
    await desk.id('mute-all').click();
    await expect.poll(() => voicesHeard(host.page), SOON).toBe(0);
    await expectAttribute(township.id('mic-toggle'), 'aria-disabled', 'true');
    await township.id('mic-toggle').click({ force: true });
    await expectAttribute(desk.person('（我）'), 'data-microphone', 'on');
    expect(await voicesHeard(host.page)).toBe(0);
    await expectCount(host.page.locator('[data-testid="participant-row"][data-microphone="on"]'), 1);
  });

  it('one of them may all the same, once the host lets them, and no longer when it is taken back', async () => {
    await desk.do('双湖镇', 'allowUnmute');
    await expectAttribute(desk.person('双湖镇'), 'data-unmute', 'may');
    await township.id('mic-toggle').click();
    await expect.poll(() => voicesHeard(host.page), SOON).toBe(1);
    await desk.do('双湖镇', 'forbidUnmute');
    await expect.poll(() => voicesHeard(host.page), SOON).toBe(0);
    await expectAttribute(township.id('mic-toggle'), 'aria-disabled', 'true');
  });

  it('a file from a guest is seen and kept by the host, one with a lying name by nobody; a reaction is on its sender for all', async () => {
    const bytes = Buffer.from('双湖镇水位 3.2 米');
    // On a phone the panels cover the pictures until they are asked for.
    if ((await guest.id('chat-attach').count()) === 0) await guest.id('panel-toggle').click();
    await guest.id('chat-attach').setInputFiles({ name: '水情.txt', mimeType: 'text/plain', buffer: bytes });
    for (const room of [host, township, guest]) await expectCount(room.id('chat-file'), 1);
    const kept = await desk.download('chat-file');
    expect(kept).toEqual({ name: '水情.txt', bytes });
    await guest.id('chat-attach').setInputFiles({ name: '谎称.png', mimeType: 'image/png', buffer: bytes });
    await expectAttribute(guest.id('chat-outgoing'), 'data-state', 'refused');
    expect(await host.id('chat-file').count()).toBe(1);
    await Promise.all([host.id('tile-reaction').waitFor(), guest.id('react-applaud').click()]);
    await expectAttribute(host.id('tile-reaction'), 'data-reaction', 'applaud');
  });

  it('hands stand in order; whoever is given the floor is heard, and no longer when it is taken back', async () => {
    await other.id('hand-toggle').click();
    await expectCount(host.page.locator('[data-testid="participant-row"][data-hand="true"]'), 1);
    await township.id('hand-toggle').click();
    await desk.tab('floor');
    const hands = desk.id('floor-hand');
    await expectCount(hands, 2);
    await hands.nth(1).getByTestId('floor-prepare').click();
    await township.id('floor-ready').waitFor();
    await hands.nth(1).getByTestId('floor-give').click();
    await expectAttribute(township.id('floor-banner'), 'data-own', 'true');
    for (const room of [host, other, guest]) await room.id('floor-clock').waitFor();
    await expectCount(hands, 1);
    await township.id('mic-toggle').click();
    await expect.poll(() => voicesHeard(host.page), SOON).toBe(1);
    await desk.id('floor-end').click();
    await expect.poll(() => voicesHeard(host.page), SOON).toBe(0);
    await expectAttribute(township.id('mic-toggle'), 'aria-pressed', 'false');
    await desk.tab('people');
  });

  it('a roll call asks the townships wherever they are; what they answer is on the list, closed and signed', async () => {
    await desks[1]?.go('map');
    await desk.callRoll();
    await township.id('roll-call-prompt').waitFor();
    await township.page.keyboard.press('Enter');
    await expectCount(township.id('roll-call-prompt'), 0);
    await other.id('roll-wrong').click();
    await other.id('roll-note').fill('由副职代会');
    await other.id('roll-wrong-send').click();
    await expectCount(host.page.locator('[data-testid="roll-row"][data-state="present"]'), 1);
    await expectCount(host.page.locator('[data-testid="roll-row"][data-state="wrongSeat"]'), 1);
    await desk.id('roll-close').click();
    await expectAttribute(desk.id('roll-state'), 'data-state', 'closed');
    await host.page.locator('[data-testid="roll-row"][data-state="wrongSeat"] button').click();
    await desk.id('do-mark-late').click();
    await expectCount(host.page.locator('[data-testid="roll-row"][data-state="late"]'), 1);
    await desk.id('roll-sign').click();
    await desk.id('confirm-yes').click();
    await expectAttribute(desk.id('roll-state'), 'data-state', 'signed');
    expect(await desk.id('roll-figures').innerText()).toMatch(/应到\s*\d+\s*实到\s*2/);
  });

  it('the sheet is downloaded as a table and as a paper', async () => {
    const csv = await desk.download('roll-export-csv');
    expect(csv.name).toMatch(/^点名册-.*\.csv$/);
    expect(csv.bytes.toString('utf8')).toContain('迟到');
    const pdf = await desk.download('roll-export-pdf');
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    await desk.tab('people');
    await desks[1]?.go('rooms');
  });

  it('whoever is removed has to be asked about first, and is out', async () => {
    await desk.do('周工', 'remove');
    await desk.id('confirm-no').click();
    await expectCount(host.tiles('camera'), 4);
    await desk.do('周工', 'remove');
    await desk.id('confirm-yes').click();
    await expectCount(host.tiles('camera'), 3);
  });

  it('the chair is handed over: who had it is a cohost, who has it now sees the controls', async () => {
    const row = host.page.locator('[data-testid="participant-row"][data-role="member"]').first();
    const id = await row.getAttribute('data-participant-id');
    await row.getByTestId('participant-more').click();
    await desk.id('do-handOver').click();
    await desk.id('confirm-yes').click();
    await expectAttribute(host.page.locator(`[data-participant-id="${id}"][data-testid="participant-row"]`), 'data-role', 'host');
    const heirs = await Promise.all([township, other].map((room) => room.id('mute-all').count()));
    expect(heirs.toSorted()).toEqual([0, 1]);
  });
});
