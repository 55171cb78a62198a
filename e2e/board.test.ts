import { readFile } from 'node:fs/promises';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount } from './harness/expectations.ts';
import { pdfOf, pdfWithoutFonts } from './harness/pdf.ts';
import { keepPicture } from './harness/pictures.ts';
import { System } from './harness/system.ts';
import { Board, type Marks } from './pages/board.ts';
import { HostDesk } from './pages/conference.ts';
import { Desk } from './pages/desk.ts';
import { Events } from './pages/events.ts';
import { Rooms } from './pages/rooms.ts';

const TITLE = '白板会商';

/** How far apart the same picture may lie on two screens: lines are as wide as a few of their pixels. */
const NEAR = 0.012;

function expectSame(seen: Marks | null, shown: Marks | null): void {
  expect(shown).not.toBeNull();
  expect(seen).not.toBeNull();
  for (const edge of ['left', 'top', 'right', 'bottom'] as const) {
    expect(Math.abs((seen?.[edge] ?? 0) - (shown?.[edge] ?? 0)), edge).toBeLessThan(NEAR);
  }
}

describe('a board shown in a room', () => {
  let system: System;
  let browser: Browser;
  let host: Board;
  let other: Board;
  let second: Desk;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    browser = await launchBrowser();
    const desk = await Desk.signedIn(browser, await system.console('mediator'), 'mediator');
    second = await Desk.signedIn(browser, await system.console('township'), 'township');
    await second.page.setViewportSize({ width: 1100, height: 700 });
    host = new Board((await new Rooms(desk).create('mediation', TITLE)).page);
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
  });

  it('shows who comes later all that was drawn, at the same place of a smaller screen', async () => {
    await host.open('white');
    await host.stroke([0.2, 0.3], [0.7, 0.6]);
    await expectAttribute(host.ink, 'data-elements', '1');
    other = new Board((await new Rooms(second).join(TITLE)).page);
    await expectAttribute(other.ink, 'data-elements', '1');
    await expect.poll(() => other.marks('board-ink')).not.toBeNull();
    const shown = await host.marks('board-ink');
    expect(shown?.left).toBeCloseTo(0.2, 1);
    expect(shown?.bottom).toBeCloseTo(0.6, 1);
    expectSame(await other.marks('board-ink'), shown);
    expect((await other.ink.boundingBox())?.width).toBeLessThan((await host.ink.boundingBox())?.width ?? 0);
  });

  it('brings each further stroke to the others and takes it back', async () => {
    await host.id('board-tool-rectangle').click();
    await host.stroke([0.1, 0.1], [0.9, 0.9]);
    await expectAttribute(other.ink, 'data-elements', '2');
    await expect.poll(async () => (await other.marks('board-ink'))?.right ?? 0).toBeGreaterThan(0.88);
    expectSame(await other.marks('board-ink'), await host.marks('board-ink'));
    await keepPicture(host.page, 'board-white');
    await host.id('board-undo').click();
    await expectAttribute(other.ink, 'data-elements', '1');
    await expect.poll(async () => (await other.marks('board-ink'))?.right ?? 1).toBeLessThan(0.75);
  });

  it('turns its page for those who follow, and lets them leave and come back', async () => {
    await host.id('board-next').click();
    await expectAttribute(other.whole, 'data-page', '1');
    await expect.poll(() => other.marks('board-ink')).toBeNull();
    await other.id('board-previous').click();
    await expectAttribute(other.whole, 'data-page', '0');
    await other.id('board-follow').click();
    await expectAttribute(other.whole, 'data-page', '1');
  });

  it('shows the same page of a document on both seats, and goes when it is closed', async () => {
    await host.openFile('协议书.pdf', 'application/pdf', await pdfOf(['人民调解协议书', '第二页：履行方式']));
    await expectAttribute(other.whole, 'aria-label', '协议书.pdf');
    await expectAttribute(other.id('board-sheet'), 'data-rendered', '0');
    await expect.poll(() => other.marks('board-sheet')).not.toBeNull();
    await expectAttribute(host.id('board-sheet'), 'data-rendered', '0');
    await expect.poll(() => host.marks('board-sheet')).not.toBeNull();
    const first = await host.marks('board-sheet');
    expectSame(await other.marks('board-sheet'), first);
    await keepPicture(host.page, 'board-document');
    await host.id('board-next').click();
    await expectAttribute(other.id('board-sheet'), 'data-rendered', '1');
    await expectAttribute(host.id('board-sheet'), 'data-rendered', '1');
    const next = await host.marks('board-sheet');
    expectSame(await other.marks('board-sheet'), next);
    expect(next?.bottom).not.toBeCloseTo(first?.bottom ?? 0, 2);
    await host.openFile('旧通知.pdf', 'application/pdf', pdfWithoutFonts('关于开展矛盾纠纷排查的通知'));
    await expectAttribute(other.whole, 'aria-label', '旧通知.pdf');
    await expectAttribute(other.id('board-sheet'), 'data-rendered', '0');
    // Its letters are known only by the bundled encoding: without it nothing is written at all.
    await expect.poll(async () => (await other.marks('board-sheet'))?.right ?? 0).toBeGreaterThan(0.8);
    await host.id('board-close').click();
    await expectCount(other.whole, 0);
  });

  it('is kept among the room’s files with its drawings, a page for each, and shown again from there', async () => {
    await host.open('white');
    await host.stroke([0.2, 0.3], [0.7, 0.6]);
    await host.id('board-next').click();
    await expectAttribute(other.whole, 'data-page', '1');
    await host.id('board-keep').click();
    const kept = other.id('chat-file').filter({ hasText: '白板 标注.pdf' });
    const coming = other.page.waitForEvent('download');
    await kept.click();
    const pdf = await getDocument({ data: new Uint8Array(await readFile(await (await coming).path())) }).promise;
    expect(pdf.numPages).toBe(2);
    await pdf.loadingTask.destroy();
    await host.id('board-menu').click();
    await host.id('board-room-files').locator('summary').click();
    await host.id('board-room-file').filter({ hasText: '白板 标注.pdf' }).click();
    await expectAttribute(other.whole, 'aria-label', '白板 标注.pdf');
    await expectAttribute(other.id('board-sheet'), 'data-rendered', '0');
    // What was drawn is part of the paper now.
    await expect.poll(async () => (await other.marks('board-sheet'))?.left ?? 1).toBeLessThan(0.25);
    await keepPicture(host.page, 'board-from-room');
    await host.id('board-close').click();
    await expectCount(other.whole, 0);
  });

  it('is drawn on and turned by somebody whom the host lets, no longer when it is taken back', async () => {
    const desk = new HostDesk(host);
    await host.open('white');
    await expectCount(other.id('board-tool-pen'), 0);
    await desk.do('双湖镇', 'letPresent');
    await other.stroke([0.3, 0.3], [0.5, 0.5]);
    await expectAttribute(host.ink, 'data-elements', '1');
    await other.id('board-next').click();
    await expectAttribute(host.whole, 'data-page', '1');
    await desk.do('双湖镇', 'unletPresent');
    await expectCount(other.id('board-tool-pen'), 0);
    await host.id('board-close').click();
    await expectCount(other.whole, 0);
  });

  it('is a paper of an event, chosen from what somebody who is let may read', async () => {
    const events = new Events(second);
    await events.report('堤脚渗漏');
    await events.open('堤脚渗漏');
    const paper = { name: '渗漏点位.pdf', mimeType: 'application/pdf', buffer: await pdfOf(['渗漏点位示意']) };
    await second.id('attachment-add').setInputFiles(paper);
    await expectAttribute(second.id('attachment-item'), 'data-state', 'there');
    await second.go('rooms');
    const desk = new HostDesk(host);
    await desk.do('双湖镇', 'letPresent');
    await other.id('board-menu').click();
    await other.id('board-attachments').locator('summary').click();
    await other.id('board-attachment-search').fill('渗漏');
    await other.id('board-attachment').filter({ hasText: paper.name }).click();
    await expectAttribute(host.whole, 'aria-label', paper.name);
    await expectAttribute(host.id('board-sheet'), 'data-rendered', '0');
    await expect.poll(() => host.marks('board-sheet')).not.toBeNull();
    await desk.do('双湖镇', 'unletPresent');
    await host.id('board-close').click();
    await expectCount(other.whole, 0);
  });

  it('shows again what was shown before, with what was drawn on it, and saves a page as a picture', async () => {
    await host.id('board-menu').click();
    await host.id('board-earlier').filter({ hasText: /白板$/ }).last().click();
    await expectAttribute(other.ink, 'data-elements', '1');
    await host.id('board-previous').click();
    await expectAttribute(other.whole, 'data-page', '0');
    const coming = other.page.waitForEvent('download');
    await other.id('board-picture').click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe('白板 第1页.png');
    const file = await readFile(await download.path());
    expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([2000, 1125]);
    await host.keepBothThemes('board');
  });
});
