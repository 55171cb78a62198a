import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount, expectMoving } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { Desk } from './pages/desk.ts';
import { type Room, Rooms } from './pages/rooms.ts';

const TITLE = '防汛工作视频会议';

/** One meeting of three seats; each test goes on where the one before stopped. */
describe('the layouts of a room', () => {
  let system: System;
  let browser: Browser;
  let host: Room;
  let member: Room;
  let third: Room;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    browser = await launchBrowser();
    const [hostDesk, memberDesk, thirdDesk] = [
      await Desk.signedIn(browser, await system.console('host'), 'host'),
      await Desk.signedIn(browser, await system.console('township'), 'township'),
      await Desk.signedIn(browser, await system.console('township2'), 'township2'),
    ];
    host = await new Rooms(hostDesk).create('conference', TITLE);
    member = await new Rooms(memberDesk).join(TITLE);
    third = await new Rooms(thirdDesk).join(TITLE);
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
  });

  const widthOf = async (slot: Locator) => (await slot.boundingBox())?.width ?? 0;
  const mains = (room: Room) => room.page.locator('[data-testid="slot"][data-rank="main"]');
  const strip = (room: Room) => room.page.locator('[data-testid="slot"][data-rank="strip"]');
  const tileIn = (slot: Locator) => slot.getByTestId('tile');

  it('begin as a grid in which every picture moves', async () => {
    await expectCount(host.tiles('camera'), 3);
    await expectAttribute(host.id('stage'), 'data-layout', 'grid');
    await expectCount(mains(host), 3);
    for (const tile of await host.tiles('camera').all()) await expectMoving(tile, 3);
  });

  it('speaker: one large, the others small, each in the layer of its size', async () => {
    await host.id('layout-speaker').click();
    await expectCount(mains(host), 1);
    await expectCount(strip(host), 2);
    expect(await widthOf(mains(host))).toBeGreaterThan(2 * (await widthOf(strip(host).first())));
    await expectMoving(tileIn(mains(host)), 3);
    const small = host.page.locator('[data-testid="slot"][data-rank="strip"] [data-testid="tile"]:not([data-layer=""])');
    await expectAttribute(small, 'data-layer', '0');
  });

  it('three-way by a key: three of one size', async () => {
    await host.page.keyboard.press('3');
    await expectAttribute(host.id('stage'), 'data-layout', 'threeWay');
    await expectCount(mains(host), 3);
    const widths = await Promise.all((await mains(host).all()).map(widthOf));
    expect(new Set(widths).size).toBe(1);
  });

  it('picture in picture: what has no place is not sent, and comes again with one', async () => {
    await host.id('layout-pictureInPicture').click();
    await expectCount(host.tiles('camera'), 2);
    await expectMoving(tileIn(mains(host)), 3);
    await host.id('layout-grid').click();
    await expectCount(host.tiles('camera'), 3);
    for (const tile of await host.tiles('camera').all()) await expectMoving(tile, 3);
  });

  it('the host’s layout is taken over by those who follow, and left by whoever does not', async () => {
    await host.id('layout-speaker').click();
    await host.id('layout-lead').click();
    await expectAttribute(member.id('stage'), 'data-layout', 'speaker');
    await expectAttribute(third.id('stage'), 'data-layout', 'speaker');
    await member.id('layout-follow').uncheck();
    await expectAttribute(member.id('stage'), 'data-layout', 'grid');
    await expectAttribute(third.id('stage'), 'data-layout', 'speaker');
    await host.id('layout-lead').click();
  });

  it('a second window has the pictures until it is closed', async () => {
    const [popup] = await Promise.all([third.page.waitForEvent('popup'), third.id('stage-window').click()]);
    await popup.getByTestId('stage').waitFor();
    await expect.poll(() => popup.getByTestId('tile').count(), { timeout: 20_000 }).toBe(3);
    expect(await third.tiles('camera').count()).toBe(0);
    await expectMoving(popup.getByTestId('tile').first(), 3);
    await third.id('stage-back').click();
    await expectCount(third.tiles('camera'), 3);
    await expectMoving(third.tiles('camera').first(), 3);
  });

  it('statistics of a picture name its size and codec', async () => {
    const tile = tileIn(host.id('slot').nth(1));
    await tile.hover();
    await tile.getByTestId('tile-statistics-toggle').click();
    const row = (name: string) => host.page.locator(`[data-testid="tile-statistics"] [data-row="${name}"] dd`);
    await expect.poll(() => row('size').textContent(), { timeout: 20_000 }).toMatch(/^\d+ × \d+$/);
    await expect.poll(() => row('bitRate').textContent(), { timeout: 20_000 }).toMatch(/^\d+ kbit\/s$/);
    expect(await row('codec').textContent()).toMatch(/VP8|H264|VP9/);
  });

  it('the space bar opens the microphone while it is held', async () => {
    await member.id('mic-toggle').click();
    await expectAttribute(member.id('mic-toggle'), 'aria-pressed', 'false');
    await member.page.keyboard.down('Space');
    await expectAttribute(member.id('mic-toggle'), 'aria-pressed', 'true');
    await member.page.keyboard.up('Space');
    await expectAttribute(member.id('mic-toggle'), 'aria-pressed', 'false');
    await member.id('chat-input').fill('收到');
    await member.page.keyboard.press('Space');
    await expectAttribute(member.id('mic-toggle'), 'aria-pressed', 'false');
  });
});
