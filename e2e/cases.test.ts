import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { TcpProxy } from './harness/tcp-proxy.ts';
import { Cases } from './pages/cases.ts';
import { Contacts } from './pages/contacts.ts';
import { Desk } from './pages/desk.ts';
import { Documents } from './pages/documents.ts';

const CASE = '断线时登记的承包地边界纠纷';
const PAPER = '关于开展防汛值守的通知';
const PHONE = '0991-7654321';

describe('cases, contacts and documents', () => {
  let system: System;
  let proxy: TcpProxy;
  let browser: Browser;
  let township: Desk;
  let county: Desk;
  let otherTownship: Desk;
  /** Somebody of the township's directory. */
  let person: string;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    proxy = await TcpProxy.to(system.serverUrl);
    browser = await launchBrowser();
    township = await Desk.signedIn(browser, await system.console('township', proxy.url), 'township');
    county = await Desk.signedIn(browser, await system.console('leader'), 'leader');
    otherTownship = await Desk.signedIn(browser, system.serverUrl, 'township2');
  });
  afterAll(async () => {
    await browser?.close();
    proxy?.close();
    await system?.dispose();
  });

  it('are there without a line; what is registered and edited then shows at once, and as waiting', async () => {
    await township.go('contacts');
    const rows = township.page.locator('[data-testid="contact-row"]');
    await rows.first().waitFor();
    proxy.cut();
    await expectAttribute(township.line, 'data-state', 'offline', 3_000);

    await new Cases(township, 'mediation').register(CASE, '张秀英');
    const row = await new Cases(township, 'mediation').find(CASE);
    await expectAttribute(row, 'data-pending', 'true');
    await expect.poll(() => township.id('case-detail').textContent()).toContain('编号待服务器给出');
    await new Cases(township, 'mediation').advance('accepted');
    await expectAttribute(township.id('case-detail'), 'data-state', 'accepted');

    await township.go('contacts');
    // The county's people stand above the township's, and are not the township's to edit.
    person = (await ownContact(township)) ?? '';
    expect(person).not.toBe('');
    await new Contacts(township).changePhone(person, PHONE);
    await expectAttribute(await new Contacts(township).find(PHONE), 'data-pending', 'true');
    await expect.poll(() => township.id('outbox-count').textContent()).toBe('3');
    await expectCount(await new Cases(county, 'mediation').find(CASE), 0);
  });

  it('arrive when the line is back, the case with its number, and are seen at another seat', async () => {
    const atCounty = await new Cases(county, 'mediation').find(CASE);
    proxy.mend();
    await atCounty.waitFor();
    await expectAttribute(atCounty, 'data-state', 'accepted');
    await expectCount(await new Contacts(county).find(PHONE), 1);

    const own = await new Cases(township, 'mediation').find(CASE);
    await expectAttribute(own, 'data-pending', 'false');
    await own.click();
    await township.id('mediation-tab-parties').click();
    await expect.poll(() => township.id('case-detail').textContent()).toMatch(/调〔20\d\d〕\d+号/);
    await expect.poll(() => township.id('outbox-count').textContent()).toBe('0');
  });

  it('are not seen by another township', async () => {
    await expectCount(await new Cases(otherTownship, 'mediation').find(CASE), 0);
  });

  it('are shared when they are documents: the organisation chosen sees it, until that is taken back', async () => {
    await new Documents(county).issue(PAPER, '一、加强值守。\n二、及时报告。');
    await expect.poll(() => county.id('document-detail').textContent()).toMatch(/综治〔20\d\d〕\d+号/);
    await otherTownship.go('documents');
    expect(await new Documents(otherTownship).row(PAPER).count()).toBe(0);
    const name = (await otherTownship.page.locator('header').first().locator('span').nth(1).textContent()) ?? '';
    await new Documents(county).toggleShare(name);
    const shared = new Documents(otherTownship).row(PAPER);
    await shared.waitFor();
    await shared.click();
    await expect.poll(() => otherTownship.id('document-detail').textContent()).toContain('二、及时报告。');
    await new Documents(county).toggleShare(name);
    await expectCount(shared, 0);
  });

  it('are walked through by keys', async () => {
    await township.go('mediation');
    await township.id('case-search').fill('');
    const list = township.id('case-list');
    await list.focus();
    await list.press('Home');
    const first = await township.id('case-detail').getAttribute('data-case-id');
    await list.press('ArrowDown');
    await expect.poll(() => township.id('case-detail').getAttribute('data-case-id')).not.toBe(first);
    await list.press('ArrowUp');
    await expectAttribute(township.id('case-detail'), 'data-case-id', first ?? '');
  });
});

/** The name of the first contact that this seat may edit. */
async function ownContact(desk: Desk): Promise<string | null> {
  const rows = desk.id('contact-row');
  for (let at = 0; at < (await rows.count()); at++) {
    await rows.nth(at).click();
    if (await desk.id('contact-edit').isEnabled()) return desk.id('contact-detail').locator('h3').textContent();
  }
  return null;
}
