import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { TcpProxy } from './harness/tcp-proxy.ts';
import { Cases } from './pages/cases.ts';
import { Desk } from './pages/desk.ts';

/** Types a sentence where a record is written, and begins the next. */
async function type(desk: Desk, text: string): Promise<void> {
  await desk.id('record-input').fill(text);
  await desk.id('record-input').press('Enter');
}
const linesOf = (desk: Desk) => desk.id('record-words').allTextContents();

/** One record, written at two consoles; each test goes on where the one before stopped. */
describe('a record that two consoles write', () => {
  const TITLE = '两家排水沟走向争议';
  let system: System;
  let proxy: TcpProxy;
  let browser: Browser;
  /** Behind a line that is cut. */
  let township: Desk;
  let county: Desk;

  const same = (lines: readonly string[]) =>
    Promise.all([township, county].map((desk) => expect.poll(() => linesOf(desk), { timeout: 20_000 }).toEqual(lines)));

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    proxy = await TcpProxy.to(system.serverUrl);
    browser = await launchBrowser();
    township = await Desk.signedIn(browser, await system.console('mediator-township', proxy.url), 'mediator-township');
    county = await Desk.signedIn(browser, await system.console('mediator'), 'mediator');
  });
  afterAll(async () => {
    await browser?.close();
    proxy?.close();
    await system?.dispose();
  });

  it('shows at each what the other writes, with who speaks', async () => {
    await new Cases(township, 'mediation').register(TITLE, '王㛃兰');
    await township.id('case-detail').waitFor();
    await new Cases(township, 'mediation').advance('accepted');
    await township.id('mediation-tab-record').click();
    await township.id('record-open-unplanned').click();
    await type(township, '双方对台账记载的四至有无异议？');
    await township.id('record-input').press('Alt+2');
    await type(township, '没有异议。');
    await (await new Cases(county, 'mediation').find(TITLE)).click();
    await county.id('mediation-tab-record').click();
    await same(['双方对台账记载的四至有无异议？', '没有异议。']);
    await expectAttribute(county.id('record-line').nth(1), 'data-kind', 'applicant');
    await county.id('record-input').press('Alt+3');
    await type(county, '台账我认。');
    await same(['双方对台账记载的四至有无异议？', '没有异议。', '台账我认。']);
    await expectAttribute(township.id('record-saved'), 'data-state', 'saved');
  });

  it('loses nothing that is typed while the line is cut, not even the sentence in which the page is closed', async () => {
    proxy.cut();
    await expectAttribute(township.line, 'data-state', 'offline', 3_000);
    await type(township, '沟要一起清。');
    await expectAttribute(township.id('record-saved'), 'data-state', 'kept');
    await type(county, '2015年修路占了我家一垄。');
    // In the middle of a sentence, right after the last key.
    await township.id('record-input').pressSequentially('补偿款我领');
    await township.page.reload();
    await (await new Cases(township, 'mediation').find(TITLE)).click();
    await township.id('mediation-tab-record').click();
    await expect.poll(() => linesOf(township)).toContain('补偿款我领');
    expect(await linesOf(county)).not.toContain('沟要一起清。');
    proxy.mend();
    await expect.poll(() => linesOf(county), { timeout: 20_000 }).toContain('补偿款我领');
    await expect.poll(async () => (await linesOf(county)).length).toBe(6);
    await same(await linesOf(county));
  });

  it('shows what stood there before, once it was read back', async () => {
    await county.id('record-read-back').click();
    await expectAttribute(township.id('record'), 'data-state', 'readBack');
    const line = county.id('record-line').filter({ hasText: '没有异议。' });
    await line.getByTestId('record-words').click();
    await county.id('record-edit').fill('有异议，差半米。');
    await county.id('record-edit').press('Enter');
    await expect.poll(() => township.id('record-trace').allTextContents()).toEqual([expect.stringContaining('没有异议。')]);
    await expectCount(county.id('record-trace'), 1);
  });
});
