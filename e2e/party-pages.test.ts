import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPng } from '../sfu-server/attachments/testing.ts';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { Applicant } from './pages/applicant.ts';
import { Cases } from './pages/cases.ts';
import { Desk } from './pages/desk.ts';

const NAME = '王㛃𡐓';
/** One white pixel. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==', 'base64');

describe("a party's pages on a phone", () => {
  let system: System;
  let browser: Browser;
  let mediator: Desk;
  let applicant: Applicant;
  let applyLink: string;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    browser = await launchBrowser();
    mediator = await Desk.signedIn(browser, system.serverUrl, 'mediator');
    await mediator.id('nav-mediation').click();
    await mediator.id('application-code-open').click();
    applyLink = await mediator.id('application-link').inputValue();
    await mediator.page.keyboard.press('Escape');
    applicant = await Applicant.open(browser, applyLink);
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
  });

  it('take an application with rare characters, pictures and a voice; what is not filled in yet is said', async () => {
    await applicant.id('apply-field-neighbour').check({ force: true });
    await applicant.id('apply-how-spoken').check({ force: true });
    await applicant.next('applicants');
    await applicant.id('apply-next').click();
    await expectCount(applicant.page.getByRole('alert'), 2);
    await applicant.person(NAME, '13800001111');
    await applicant.next('respondents');
    await applicant.person('李保国');
    await applicant.next('facts');
    await applicant.id('speech-start').click();
    await applicant.id('speech-stop').click({ delay: 1200 });
    await applicant.id('speech-player').waitFor();
    await applicant.id('apply-facts').fill('<script>alert(1)</script>滴水落在我家墙上');
    await applicant.id('picture-choose').setInputFiles([
      { name: '滴水.png', mimeType: 'image/png', buffer: PIXEL },
      { name: '假照片.png', mimeType: 'image/png', buffer: Buffer.from(aPng(500)) },
    ]);
    await expect.poll(() => applicant.page.getByRole('alert').textContent()).toContain('假照片.png');
    await expectCount(applicant.page.getByRole('img', { name: '滴水.jpg' }), 1);
  });

  it('keep what was filled in over a reload', async () => {
    await applicant.page.reload();
    await expect.poll(() => applicant.id('apply-facts').inputValue()).toContain('滴水落在我家墙上');
    await expectCount(applicant.page.getByRole('img', { name: '滴水.jpg' }), 1);
    await applicant.id('speech-player').waitFor();
  });

  it('send it once, also where the page goes while it is being sent; it stands in the console, marked as new', async () => {
    await applicant.next('check');
    await applicant.id('apply-true').check();
    await applicant.id('apply-next').click();
    await applicant.page.reload();
    await applicant.id('apply-done').waitFor();
    const number = (await applicant.id('apply-number').textContent()) ?? '';
    expect(number).toMatch(/调〔\d{4}〕\d+号$/);
    const rows = await new Cases(mediator, 'mediation').find(`${NAME}与李保国邻里纠纷`);
    await expectCount(rows, 1);
    await expectCount(rows.getByTestId('case-online'), 1);
    await rows.click();
    await expect.poll(() => mediator.id('case-detail').textContent()).toContain('<script>alert(1)</script>');
    await expectCount(mediator.page.locator('[data-testid="party"]'), 2);
    await mediator.id('mediation-tab-files').click();
    await expectCount(mediator.page.locator('[data-testid="attachment-item"][data-state="there"]'), 2);
  });

  it('show the applicant how the case stands, and the other side nothing that is not theirs', async () => {
    await applicant.id('apply-open-my').click();
    await expectAttribute(applicant.id('my-page'), 'data-state', 'registered');
    await expectCount(applicant.id('my-material'), 2);
    await new Cases(mediator, 'mediation').advance('accepted');
    await expect
      .poll(async () => {
        await applicant.id('my-refresh').click();
        return applicant.id('my-page').getAttribute('data-state');
      })
      .toBe('accepted');

    await mediator.id('mediation-tab-parties').click();
    await mediator.id('party-link-open').nth(1).click();
    await mediator.id('party-link-issue').click();
    const link = await mediator.id('party-link-address').inputValue();
    const respondent = await Applicant.open(browser, link);
    await expectAttribute(respondent.id('my-page'), 'data-state', 'accepted');
    const text = (await respondent.id('my-page').textContent()) ?? '';
    expect(text).toContain(NAME);
    expect(text).not.toContain('13800001111');
    await expectCount(respondent.id('my-material'), 0);
    await mediator.id('party-link-revoke').click();
    await expectAttribute(mediator.id('party-link-row'), 'data-revoked', 'true');
    await respondent.page.reload();
    await expectAttribute(respondent.id('party-problem'), 'data-code', 'party_link.expired');
  });

  it('open by no code that leads nowhere', async () => {
    const stranger = await Applicant.open(browser, applyLink.replace(/[^/]+$/, 'ZZZZ2222'));
    await expectAttribute(stranger.id('party-problem'), 'data-code', 'application_code.unknown');
  });
});
