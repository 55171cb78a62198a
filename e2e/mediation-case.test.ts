import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { Cases } from './pages/cases.ts';
import { Desk } from './pages/desk.ts';

const CASE = '两村灌溉水渠用水纠纷';
const MEDIATOR = '双湖镇调解员 赵国安';

describe('a mediation from village to township', () => {
  let system: System;
  let browser: Browser;
  let village: Desk;
  let township: Desk;
  let clerk: Desk;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    browser = await launchBrowser();
    village = await Desk.signedIn(browser, await system.console('village'), 'village');
    township = await Desk.signedIn(browser, await system.console('mediator-township'), 'mediator-township');
    clerk = await Desk.signedIn(browser, system.serverUrl, 'clerk');
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
  });

  it('is registered with two parties a side, rare characters too, and accepted', async () => {
    await new Cases(village, 'mediation').register(CASE, '王㛃兰');
    for (const [side, name] of [
      ['applicant', '王㛃兰'],
      ['applicant', '王建国'],
      ['respondent', '李𡐓'],
      ['respondent', '李秀英'],
    ] as const) {
      await village.id(`party-add-${side}`).click();
      await village.id('party-name').fill(name);
      await village.id('party-submit').click();
      await village.id('party-form').waitFor({ state: 'detached' });
    }
    await expectCount(village.page.locator('[data-testid="party"][data-side="applicant"]'), 2);
    await expectCount(village.page.locator('[data-testid="party"][data-side="respondent"]'), 2);
    await new Cases(village, 'mediation').advance('accepted');
    await expectAttribute(village.id('case-detail'), 'data-state', 'accepted');
  });

  it('is passed up; the township has it with its parties, the village goes on reading and handles it no more', async () => {
    await expectCount(await new Cases(township, 'mediation').find(CASE), 1);
    await village.id('mediation-tab-transfers').click();
    await village.id('escalate-reason').fill('涉及两村，请镇里主持');
    await village.id('escalate').click();
    await village.page.locator('[data-testid="transfer"][data-kind="escalation"]').waitFor();
    await (await new Cases(township, 'mediation').find(CASE)).click();
    await expect.poll(() => township.id('party').allTextContents()).toEqual(expect.arrayContaining([expect.stringContaining('李𡐓')]));
    await township.id('mediation-tab-transfers').click();
    await township.page.locator('[data-testid="transfer"][data-kind="escalation"]').waitFor();
    await village.id('escalate').waitFor({ state: 'detached' });
    await expectCount(village.id('case-edit'), 0);
    await expectCount(await new Cases(clerk, 'petition').find(CASE), 0);
  });

  it('is assigned and gets a hearing, which stands in the day of its mediator', async () => {
    await township.id('mediation-tab-assignment').click();
    await township.id('mediation-assign').click();
    await township.page.locator(`[data-testid="candidate"][data-name="${MEDIATOR}"] [data-testid="candidate-choose"]`).click();
    await expect.poll(() => township.id('mediator-name').textContent()).toBe(MEDIATOR);
    await township.id('mediation-tab-sessions').click();
    await township.id('session-place').fill('镇调解室');
    await township.id('session-plan').click();
    await expectCount(township.id('session'), 1);
    await village.id('mediation-tab-sessions').click();
    await expect.poll(() => village.id('session').textContent()).toContain('镇调解室');
  });
});
