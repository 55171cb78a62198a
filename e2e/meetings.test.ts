import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { Desk } from './pages/desk.ts';

const TITLE = '汛情会商调度会';
const DECISION = '四十八小时内排查全部涵洞';
const COUNTY_OFFSET_MS = 8 * 60 * 60 * 1000;

/** One meeting from its plan to the report on its decision; each test goes on where the one before stopped. */
describe('a meeting', () => {
  let system: System;
  let browser: Browser;
  let host: Desk;
  let township: Desk;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    browser = await launchBrowser();
    host = await Desk.signedIn(browser, await system.console('leader'), 'leader');
    township = await Desk.signedIn(browser, await system.console('township2'), 'township2');
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
  });

  const row = (desk: Desk) => desk.id('meeting-row').filter({ hasText: TITLE });

  it('that the county plans in ten minutes reminds the township, whatever it looks at', async () => {
    await township.go('mediation');
    const name = (await township.page.locator('header').first().locator('span').nth(1).textContent()) ?? '';
    await host.go('conference');
    await host.id('meeting-plan').click();
    await host.id('meeting-title').fill(TITLE);
    await host.id('meeting-starts').fill(new Date(Date.now() + 10 * 60_000 + COUNTY_OFFSET_MS).toISOString().slice(0, 16));
    await host.id('document-share').click();
    await host.id('document-share-search').fill(name);
    await host.id('document-share-tree').getByRole('option').filter({ hasText: name }).first().click();
    await host.id('document-share-apply').click();
    await host.id('meeting-submit').click();
    await row(host).waitFor();
    await expect.poll(() => township.id('meeting-notice').textContent()).toContain(TITLE);
  });

  it('is answered by the township, which the county sees', async () => {
    await township.go('conference');
    await row(township).click();
    await township.id('meeting-answer-words').fill('赵国安');
    await township.id('meeting-answer-attends').click();
    await expect.poll(() => host.id('meeting-answers').textContent()).toContain('赵国安');
  });

  it('is opened by the county, and entered by the township from its notice', async () => {
    await host.id('meeting-enter').click();
    await expectAttribute(host.id('connection-state'), 'data-state', 'connected');
    await township.go('petition');
    await township.id('meeting-notice-enter').click();
    await expectAttribute(township.id('connection-state'), 'data-state', 'connected');
  });

  it('decides something that comes to the township as a task, and is reported back', async () => {
    await host.go('conference');
    await host.id('decision-title').fill(DECISION);
    await host.id('decision-owner').locator('input').click();
    await host.page.locator('.ant-select-item-option').first().click();
    await host.id('decision-submit').click();
    await township.go('conference');
    await township.id('view-tasks').click();
    const task = township.id('task-row').filter({ hasText: DECISION });
    await task.click();
    for (const to of ['accepted', 'inProgress', 'reported']) {
      await township.page.locator(`[data-testid="task-advance"][data-to="${to}"]`).click();
      await expectAttribute(township.id('task-detail'), 'data-state', to);
    }
    await expectAttribute(host.id('decision').filter({ hasText: DECISION }), 'data-state', 'reported');
  });

  it('has papers that the township reads before they are signed with the minutes', async () => {
    const paper = { name: '汛情通报.txt', mimeType: 'text/plain', buffer: Buffer.from('水位 32.1 米') };
    await host.id('meeting-detail').getByTestId('attachment-add').setInputFiles(paper);
    await township.id('view-meetings').click();
    await row(township).click();
    await expectAttribute(township.id('attachment-item').filter({ hasText: paper.name }), 'data-state', 'there');
    expect(await township.id('meeting-detail').getByTestId('attachment-add').isDisabled()).toBe(true);
  });

  it('has minutes that two people write at once: each field keeps both hands, and one that both change is shown to be settled', async () => {
    const duty = await Desk.signedIn(browser, await system.console('duty'), 'duty');
    await duty.go('conference');
    await row(duty).click();
    await host.id('minutes-body').fill('会议听取了汇报。');
    await host.id('minutes-recorder').fill('何静');
    await duty.id('minutes-attendees').fill('各镇');
    await duty.id('minutes-recorder').fill('周敏');
    await duty.id('minutes-save').click();
    // What nobody typed into follows; what somebody is typing stays, and says what has become of it.
    await expect.poll(() => host.id('minutes-attendees').inputValue()).toBe('各镇');
    await expect.poll(() => host.id('minutes-theirs-recorder').textContent()).toContain('周敏');
    expect(await host.id('minutes-recorder').inputValue()).toBe('何静');
    expect(await host.id('minutes-body').inputValue()).toBe('会议听取了汇报。');
    expect(await host.id('minutes-save').isDisabled()).toBe(true);
    await host.id('minutes-keep-theirs').click();
    await host.id('minutes-save').click();
    await expect.poll(() => duty.id('minutes-body').inputValue()).toBe('会议听取了汇报。');
    expect(await duty.id('minutes-recorder').inputValue()).toBe('周敏');
    expect(await host.id('minutes-attendees').inputValue()).toBe('各镇');
  });

  it('that is called off says why, to the township whatever it looks at', async () => {
    const title = '防汛周调度';
    const name = (await township.page.locator('header').first().locator('span').nth(1).textContent()) ?? '';
    await host.id('meeting-plan').click();
    await host.id('meeting-title').fill(title);
    await host.id('meeting-starts').fill(new Date(Date.now() + 3 * 60 * 60_000 + COUNTY_OFFSET_MS).toISOString().slice(0, 16));
    await host.id('document-share').click();
    await host.id('document-share-search').fill(name);
    await host.id('document-share-tree').getByRole('option').filter({ hasText: name }).first().click();
    await host.id('document-share-apply').click();
    await host.id('meeting-submit').click();
    await host.id('meeting-row').filter({ hasText: title }).waitFor();
    await host.id('meeting-cancel').click();
    expect(await host.id('meeting-cancel-this').isDisabled()).toBe(true);
    await host.id('meeting-cancel-reason').fill('全县抢险');
    await host.id('meeting-cancel-this').click();
    await expectAttribute(host.id('meeting-detail'), 'data-state', 'cancelled');
    await township.go('wall');
    await expect.poll(() => township.id('meeting-notice').textContent()).toContain('全县抢险');
  });
});
