import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from './harness/browser.ts';
import { expectAttribute, expectCount } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { Cases } from './pages/cases.ts';
import { Desk } from './pages/desk.ts';
import { Guest } from './pages/guest.ts';
import { Room } from './pages/rooms.ts';
import { Signing } from './pages/signing.ts';

const TITLE = '围墙越界协议';
const PHONE = { width: 390, height: 844 };

/** An agreement from its first clause to its seal; each test goes on where the one before stopped. */
describe('an agreement that is written, shown and signed', () => {
  let system: System;
  let browser: Browser;
  let desk: Desk;
  let room: Room;
  let guest: Guest;
  /** Their own pages, on their phones. */
  const phones: Page[] = [];

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    browser = await launchBrowser();
    desk = await Desk.signedIn(browser, await system.console('mediator'), 'mediator');
    await new Cases(desk, 'mediation').register(TITLE, '王㛃兰');
    for (const [side, name] of [
      ['applicant', '王㛃兰'],
      ['respondent', '李𡐓'],
    ] as const) {
      await desk.id(`party-add-${side}`).click();
      await desk.id('party-name').fill(name);
      await desk.id('party-submit').click();
      await desk.id('party-form').waitFor({ state: 'detached' });
    }
    await new Cases(desk, 'mediation').advance('accepted');
    await desk.id('mediation-tab-assignment').click();
    await desk.id('mediation-assign').click();
    await desk.page.locator('[data-testid="candidate"][data-name*="许文清"] [data-testid="candidate-choose"]').click();
    await desk.id('mediation-tab-sessions').click();
    await desk.id('session-plan').click();
    await desk.id('session-enter').waitFor();
    await desk.id('mediation-tab-parties').click();
    for (const at of [0, 1]) {
      await desk.id('party-link-open').nth(at).click();
      await desk.id('party-link-issue').click();
      phones.push(await openPage(browser, await desk.id('party-link-address').inputValue(), { name: `phone ${at}`, viewport: PHONE }));
      await desk.page.locator('.ant-modal-close').click();
      await desk.id('party-link').waitFor({ state: 'detached' });
    }
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
  });

  it('has its slots filled with what the case knows, and cannot be finished before', async () => {
    await desk.id('mediation-tab-agreement').click();
    await desk.id('clause-add').click();
    await desk.id('clause-text').first().fill('{{责任人}}于{{日期}}前拆除越界围墙。');
    await desk.id('clause-text').first().blur();
    await desk.id('slot').first().waitFor();
    expect(await desk.id('agreement-finish').isDisabled()).toBe(true);
    await desk.page.locator('[data-slot="责任人"]').first().click();
    await desk.page.locator('.ant-select-item-option').filter({ hasText: '李𡐓' }).click();
    await desk.page.locator('[data-slot="日期"]').fill('2026-12-01');
    await expect.poll(() => desk.id('clause-text').first().inputValue()).toBe('李𡐓于2026年12月1日前拆除越界围墙。');
    await expectCount(desk.id('slot'), 0);
  });

  it('has two versions side by side, with what was changed between them', async () => {
    await desk.id('agreement-save').click();
    await expectCount(desk.id('version'), 1);
    await desk.id('clause-text').first().fill('李𡐓于2026年12月15日前拆除越界围墙。');
    await desk.id('clause-text').first().blur();
    await desk.id('version-compare').first().click();
    const changed = desk.id('comparison').locator('[data-changed="true"]');
    await expect
      .poll(() => changed.allTextContents())
      .toEqual(['− 李𡐓于2026年12月1日前拆除越界围墙。', '+ 李𡐓于2026年12月15日前拆除越界围墙。']);
  });

  it('is shown in the room as it is written, with the clause that the mediator points at', async () => {
    await desk.id('mediation-tab-sessions').click();
    await desk.id('session-enter').click();
    await desk.id('connection-state').waitFor();
    room = new Room(desk.page);
    guest = await Guest.open(browser, await room.invite('申请人'));
    await guest.knock('王㛃兰');
    await room.id('lobby-row').filter({ hasText: '王㛃兰' }).waitFor();
    await room.id('admit').first().click();
    await guest.connection.waitFor();
    await room.id('room-tab-agreement').click();
    await room.id('agreement-share').click();
    await guest.id('shared-clause').waitFor();
    await room.id('point-at').first().click();
    await expectAttribute(guest.id('shared-clause'), 'data-highlighted', 'true');
    await room.id('clause-text').first().fill('李𡐓于2026年12月20日前拆除越界围墙。');
    await room.id('clause-text').first().blur();
    await expect.poll(() => guest.id('shared-clause').textContent()).toContain('12月20日');
  });

  it('is put away for everybody', async () => {
    await room.id('agreement-share').click();
    await guest.id('shared-clause').waitFor({ state: 'detached' });
  });

  it('is taken to signing beside the pictures, and signed by both parties by their own links, at home', async () => {
    await room.id('agreement-finish').click();
    await room.id('room-tab-signing').click();
    await room.id('tab-take').click();
    await room.id('room-signing').waitFor();
    await room.id('signing-minimise').click();
    const states = () =>
      room.page
        .locator('[data-testid="signing-tab"] [data-testid="paper-signer"]')
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state')));
    // Their pages are told when it is their turn.
    for (const [at, phone] of phones.entries()) {
      const signing = new Signing({ page: phone });
      await signing.read('my-sign');
      // Who reads is seen beside the pictures before a hand is put.
      await expectCount(room.page.locator('[data-testid="signing-tab"] [data-reading="true"]'), 1);
      await signing.draw();
      await signing.submit();
      await expect.poll(states).toEqual(['signed', at === 0 ? 'waiting' : 'signed', 'waiting']);
    }
  });

  it('is signed by the mediator and sealed; each party finds it on their page', async () => {
    await room.id('signing-restore').click();
    await new Signing(room).sign();
    await room.id('room-seal').click();
    await expectAttribute(room.id('room-signing'), 'data-state', 'sealed');
    for (const phone of phones) {
      await phone.getByTestId('my-paper').waitFor();
      await expectCount(phone.getByTestId('my-signing'), 0);
    }
  });
});
