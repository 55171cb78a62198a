import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount, expectMoving } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { picturesReceived } from './harness/webrtc-probe.ts';
import { HostDesk } from './pages/conference.ts';
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
  let thirdDesk: Desk;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    browser = await launchBrowser();
    const [hostDesk, memberDesk, lastDesk] = [
      await Desk.signedIn(browser, await system.console('host'), 'host'),
      await Desk.signedIn(browser, await system.console('township'), 'township'),
      await Desk.signedIn(browser, await system.console('township2'), 'township2'),
    ];
    host = await new Rooms(hostDesk).create('conference', TITLE);
    member = await new Rooms(memberDesk).join(TITLE);
    thirdDesk = lastDesk;
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

  it('what is on another page is not sent, and comes when one turns to it', async () => {
    const [popup] = await Promise.all([third.page.waitForEvent('popup'), third.id('stage-window').click()]);
    const stage = popup.getByTestId('stage');
    // So low that two of the three have a place.
    await popup.setViewportSize({ width: 700, height: 270 });
    await expectAttribute(stage, 'data-pages', '2');
    const others = () => popup.locator('[data-testid="tile"]:not([data-layer=""])').count();
    const shown: number[] = [];
    const unseen = async () => (await picturesReceived(third.page)) - (await others());
    for (const [key, page] of [
      ['PageDown', '1'],
      ['PageUp', '0'],
    ] as const) {
      await popup.keyboard.press(key);
      await expectAttribute(stage, 'data-page', page);
      await expect.poll(unseen, { timeout: 20_000 }).toBe(0);
      shown.push(await others());
    }
    // Two others: each on one page only.
    expect(shown.reduce((sum, count) => sum + count, 0)).toBe(2);
    await third.id('stage-back').click();
    await expectCount(third.tiles('camera'), 3);
    await expect.poll(() => picturesReceived(third.page), { timeout: 20_000 }).toBe(2);
  });

  it('a place is changed with the keyboard and by dragging', async () => {
    await third.id('layout-grid').click();
    const order = () =>
      third.page.locator('[data-testid="slot"]').evaluateAll((slots) => {
        const sorted = slots.toSorted((a, b) => Number(a.getAttribute('data-place')) - Number(b.getAttribute('data-place')));
        return sorted.map((slot) => slot.querySelector('[data-participant-id]')?.getAttribute('data-participant-id') ?? '');
      });
    const slot = (place: number) => third.page.locator(`[data-testid="slot"][data-place="${place}"]`);
    const [a = '', b = '', c = ''] = await order();
    await slot(0).focus();
    await third.page.keyboard.press('Shift+ArrowRight');
    await expect.poll(order).toEqual([b, a, c]);
    await slot(2).dragTo(slot(0));
    await expect.poll(order).toEqual([c, a, b]);
  });

  it('whoever is in the spotlight, or has the floor, is large for all who follow', async () => {
    const desk = new HostDesk(host);
    const large = (room: Room) => mains(room).getByTestId('tile').first().getAttribute('data-participant-id');
    const largeForAll = async (id: string | null) => {
      for (const room of [host, member, third]) {
        await expectCount(mains(room), 1);
        await expect.poll(() => large(room), { timeout: 20_000 }).toBe(id);
        await expectMoving(tileIn(mains(room)), 3);
      }
    };
    await host.id('layout-auto').click();
    for (const room of [member, third]) await room.id('layout-auto').click();
    const row = desk.id('participant-row').nth(1);
    const id = await row.getAttribute('data-participant-id');
    await row.getByTestId('participant-more').click();
    await desk.id('do-spotlight').click();
    for (const room of [member, third]) await room.id('layout-follow').check();
    await largeForAll(id);
    await row.getByTestId('participant-more').click();
    await desk.id('do-unspotlight').click();
    await expectCount(mains(third), 3);
    await third.id('hand-toggle').click();
    await desk.tab('floor');
    await desk.id('floor-hand').getByTestId('floor-give').click();
    await largeForAll(await third.tiles('camera').filter({ hasText: '我' }).first().getAttribute('data-participant-id'));
    await desk.id('floor-end').click();
    await desk.tab('people');
    await expectCount(mains(member), 3);
  });

  it('a shared screen is large, whoever speaks beside it, and both move', async () => {
    await host.id('layout-auto').click();
    await member.id('screen-toggle').click();
    await expectAttribute(host.id('stage'), 'data-layout', 'screen');
    const screen = host.page.locator('[data-testid="slot"][data-rank="main"]');
    await expectCount(screen, 1);
    expect(await tileIn(screen).getAttribute('data-kind')).toBe('screen');
    await expectMoving(tileIn(screen), 2);
    await expectMoving(tileIn(strip(host).first()), 3);
    expect(await widthOf(screen)).toBeGreaterThan(2 * (await widthOf(strip(host).first())));
    await member.id('screen-toggle').click();
    await expectCount(host.tiles('screen'), 0);
  });

  it('a camera that is unplugged is off with its reason, and on again by itself when it is back', async () => {
    const own = member.page.locator('[data-testid="tile"][data-kind="camera"][data-layer=""] video').first();
    // Chromium's fake devices cannot be unplugged: what the browser would tell the page is told to it, and nothing else is changed.
    await own.evaluate((video: HTMLVideoElement) => {
      const media = navigator.mediaDevices;
      const real = { enumerate: media.enumerateDevices.bind(media), get: media.getUserMedia.bind(media) };
      media.enumerateDevices = async () => (await real.enumerate()).filter(({ kind }) => kind !== 'videoinput');
      media.getUserMedia = async (wish) => {
        if (wish?.video) throw new DOMException('Requested device not found', 'NotFoundError');
        return real.get(wish);
      };
      Object.assign(window, {
        plugIn: () => {
          media.enumerateDevices = real.enumerate;
          media.getUserMedia = real.get;
          media.dispatchEvent(new Event('devicechange'));
        },
      });
      const [track] = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : [];
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
      media.dispatchEvent(new Event('devicechange'));
    });
    await expectAttribute(member.id('camera-toggle'), 'aria-pressed', 'false');
    await expectCount(host.page.locator('[data-testid="tile"][data-state="paused"]'), 1);
    await member.page.evaluate('plugIn()');
    await expectAttribute(member.id('camera-toggle'), 'aria-pressed', 'true');
    await expectCount(host.page.locator('[data-testid="tile"][data-state="paused"]'), 0);
    for (const tile of await host.tiles('camera').all()) await expectMoving(tile, 3);
  });

  it('devices are tried out before a room, and with what is left off one goes in', async () => {
    await third.leave();
    await third.id('device-check').click();
    await third.id('device-check-dialog').locator('video').waitFor();
    await third.id('guest-check-camera').click();
    await third.id('device-check-done').click();
    await third.id('device-check-dialog').waitFor({ state: 'detached' });
    await new Rooms(thirdDesk).join(TITLE);
    await expectAttribute(third.id('camera-toggle'), 'aria-pressed', 'false');
    await expectAttribute(third.id('mic-toggle'), 'aria-pressed', 'true');
  });
});
