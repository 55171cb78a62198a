import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { Cases } from './pages/cases.ts';
import { Desk } from './pages/desk.ts';

const CASE = '农机合作社欠薪纠纷';
const PARTY = '王㛃兰';
const COURT = '晶泉县人民法院';

describe('joint mediation', () => {
  let system: System;
  let browser: Browser;
  let mediator: Desk;
  let court: Desk;
  let justice: Desk;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    browser = await launchBrowser();
    mediator = await Desk.signedIn(browser, await system.console('mediator-township'), 'mediator-township');
    court = await Desk.signedIn(browser, await system.console('court'), 'court');
    justice = await Desk.signedIn(browser, system.serverUrl, 'justice');
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
  });

  const call = () => mediator.page.locator(`[data-testid="call"][data-department="${COURT}"]`);

  it('calls a department of the county to a hearing, those who are there that day first', async () => {
    await new Cases(mediator, 'mediation').register(CASE, PARTY);
    await mediator.id('case-detail').waitFor();
    await new Cases(mediator, 'mediation').advance('accepted');
    await expectAttribute(mediator.id('case-detail'), 'data-state', 'accepted');
    await mediator.id('mediation-tab-sessions').click();
    await mediator.id('session-plan').click();
    await expectCount(mediator.id('session'), 1);
    await mediator.id('mediation-tab-joint').click();
    await mediator.id('joint-call').click();
    await mediator.page.locator(`[data-testid="joint-choice"][data-name="${COURT}"] input`).check();
    await mediator.id('joint-call-words').fill('涉及司法确认，请派员参加。');
    await mediator.id('joint-call-submit').click();
    await expectAttribute(call(), 'data-standing', 'waiting');
  });

  it('reaches the department’s seat whatever it looks at, without a name of the case, and no other seat', async () => {
    await court.id('joint-notice').waitFor();
    await court.id('joint-notice-answer').click();
    const facts = await court.id('call-facts').textContent();
    expect(facts).toContain('涉及司法确认');
    expect(facts).not.toContain(PARTY);
    await court.page.keyboard.press('Escape');
    await court.id('call-facts').waitFor({ state: 'detached' });
    await court.go('mediation');
    await expectCount(court.id('case-row'), 0);
    await expectCount(justice.id('joint-notice'), 0);
  });

  it('is answered there, with who comes; the centre sees it with its time, and who comes reads the case', async () => {
    await court.id('joint-notice-answer').click();
    await court.id('call-words').fill('书记员同行');
    await court.id('call-answer-submit').click();
    await court.id('call-answer-form').waitFor({ state: 'detached' });
    await expectAttribute(call(), 'data-standing', 'comes');
    await expect.poll(() => call().getByTestId('call-answer').textContent()).toContain('郑明');
    await court.id('joint-queue-case').click();
    await expect.poll(() => court.id('case-detail').textContent()).toContain(PARTY);
    // What only the office reads is not there.
    await expectCount(court.id('mediation-tab-dossier'), 0);
    await expectCount(court.id('case-edit'), 0);
  });

  it('lets who comes into the room of the hearing, as a department', async () => {
    await mediator.id('mediation-tab-sessions').click();
    await mediator.id('session-enter').click();
    await mediator.id('leave').waitFor();
    await court.id('joint-queue-enter').click();
    await court.id('leave').waitFor();
    await expect.poll(() => mediator.page.locator('[data-testid="tile-place"][data-capacity="department"]').count()).toBe(1);
  });

  it('ends when the call is taken back: the case leaves the department’s seat, and the department the room', async () => {
    await mediator.go('mediation');
    await mediator.id('mediation-tab-joint').click();
    await call().getByTestId('call-end-open').click();
    await call().getByTestId('call-end-reason').fill('已自行和解');
    await call().getByTestId('call-end').click();
    await expectAttribute(call(), 'data-standing', 'ended');
    await court.id('leave').waitFor({ state: 'detached' });
    await court.go('mediation');
    await expectCount(court.id('case-row'), 0);
    await expectCount(court.id('joint-queue'), 0);
  });
});
