import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectCount } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { Cases } from './pages/cases.ts';
import { Desk } from './pages/desk.ts';

const CASE = '两户排水沟纠纷';
const MEDIATOR = '双湖镇调解员 赵国安';

describe('the mediation team', () => {
  let system: System;
  let browser: Browser;
  let mediator: Desk;
  let village: Desk;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    browser = await launchBrowser();
    mediator = await Desk.signedIn(browser, await system.console('mediator-township'), 'mediator-township');
    village = await Desk.signedIn(browser, system.serverUrl, 'village');
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
  });

  const person = (desk: Desk, name: string) => desk.id('mediator-row').filter({ hasText: name });

  it('is found by field, with who leads which studio and who is on duty when', async () => {
    await mediator.go('mediation');
    await mediator.id('team-open').click();
    await mediator.id('team-filter-field').selectOption('medical');
    await expectCount(mediator.id('mediator-row'), 1);
    await mediator.id('team-filter-field').selectOption('');
    await mediator.id('team-tab-studios').click();
    await mediator.id('studio-row').filter({ hasText: '双湖评理堂' }).click();
    await expect.poll(() => mediator.id('studio-member').first().textContent()).toContain('梁文山');
    await mediator.id('team-tab-plan').click();
    await mediator.id('duty-plan').waitFor();
    await expect.poll(() => mediator.id('duty-row').filter({ hasText: '秦卫东' }).textContent()).toContain('18:30–21:00');
  });

  it('is kept by a mediator of the committee: what is written of oneself is seen below, and not to be changed there', async () => {
    await mediator.id('team-tab-people').click();
    await person(mediator, '赵国安').click();
    await mediator.id('mediator-edit').click();
    await mediator.id('team-field-contract').check();
    await mediator.id('mediator-words').fill('走遍全镇，也懂合同。');
    // On duty the whole of every day: the test does not depend on when it runs.
    for (let day = 1; day <= 7; day += 1) {
      const of = mediator.id(`duty-day-${day}`);
      for (let left = await of.getByTestId('duty-from').count(); left > 1; left -= 1) await of.getByTestId('duty-drop').first().click();
      if ((await of.getByTestId('duty-from').count()) === 0) await of.getByTestId('duty-add').click();
      await of.getByTestId('duty-from').fill('00:00');
      await of.getByTestId('duty-to').fill('24:00');
    }
    await mediator.id('mediator-submit').click();
    await mediator.id('mediator-form').waitFor({ state: 'detached' });
    await expect.poll(() => mediator.id('mediator-detail').textContent()).toContain('也懂合同');
    await expect.poll(() => person(mediator, '赵国安').getByTestId('duty-mark').getAttribute('data-duty')).toBe('now');
    await village.go('mediation');
    await village.id('team-open').click();
    await person(village, '赵国安').click();
    await expect.poll(() => village.id('mediator-detail').textContent()).toContain('也懂合同');
    expect(await village.id('mediator-edit').isDisabled()).toBe(true);
    await village.id('team-back').click();
  });

  it('is proposed for a case with the reason: field, load, duty', async () => {
    await new Cases(village, 'mediation').register(CASE, '王桂兰');
    await village.id('case-edit').click();
    await village.id('case-field').selectOption('contract');
    await village.id('case-submit').click();
    await new Cases(village, 'mediation').advance('accepted');
    await village.id('mediation-tab-assignment').click();
    await village.id('mediation-assign').click();
    const reason = village.page.locator(`[data-testid="candidate"][data-name="${MEDIATOR}"] [data-testid="candidate-reason"]`);
    await expect.poll(() => reason.textContent()).toMatch(/擅长合同纠纷 · 在办 \d+ 件.* · 值班中/);
  });
});
