import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { DEMO_PASSWORD, Desk } from './pages/desk.ts';

describe('administration', () => {
  let system: System;
  let browser: Browser;
  let admin: Desk;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    browser = await launchBrowser();
    admin = await Desk.signedIn(browser, await system.console('admin'), 'admin');
    await admin.id('nav-admin').click();
    await admin.id('account-row').first().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
  });

  const rowOf = (username: string) => admin.page.locator(`[data-testid="account-row"][data-username="${username}"]`);
  async function open(username: string): Promise<void> {
    await rowOf(username).getByTestId('account-open').click();
  }

  const closeDrawer = () => admin.page.locator('.ant-drawer').getByRole('button', { name: '关闭' }).click();

  it('disables an account, whose console shows at once that it was signed out and why; the audit trail shows it', async () => {
    const village = await Desk.signedIn(browser, await system.console('village'), 'village');
    await open('village');
    await admin.id('account-disable').click();
    await admin.id('account-confirm').click();
    await expectAttribute(village.id('login-ended'), 'data-code', 'auth.disabled', 3_000);
    expect(await village.id('login-ended').textContent()).toContain('停用');
    expect(await village.id('nav-map').count()).toBe(0);
    await expectAttribute(rowOf('village'), 'data-disabled', 'true');
    await closeDrawer();

    await admin.id('admin-tab-audit').click();
    await admin.page.locator('[data-testid="audit-row"][data-action="account.disable"]').first().waitFor();
    await expectAttribute(admin.id('audit-chain'), 'data-state', 'whole');
    const [download] = await Promise.all([admin.page.waitForEvent('download'), admin.id('audit-export').click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString('utf8')).toContain(',停用账号,');

    await admin.id('admin-tab-accounts').click();
    await open('village');
    await admin.id('account-enable').click();
    await expectAttribute(rowOf('village'), 'data-disabled', 'false');
    await closeDrawer();
    await village.signIn('village', DEMO_PASSWORD);
    await village.id('nav-map').waitFor();
    await village.close();
  });

  it('creates an account whose password is shown once and has to be changed before anything else', async () => {
    await admin.id('account-create').click();
    await admin.id('account-username').fill('li.na');
    await admin.id('account-name').fill('李娜');
    await admin.id('account-create-submit').click();
    const password = (await admin.id('account-password').textContent()) ?? '';
    await admin.id('account-password-done').click();
    await rowOf('li.na').waitFor();

    const desk = await Desk.open(browser, await system.console('li.na'), 'li.na');
    await desk.signIn('li.na', password);
    await desk.id('first-password').waitFor();
    await desk.id('password-old').fill(password);
    for (const field of ['new', 'repeat']) await desk.id(`password-${field}`).fill('password-1234');
    await desk.id('password-submit').click();
    await desk.id('password-problem').waitFor();
    for (const field of ['new', 'repeat']) await desk.id(`password-${field}`).fill('清晨六点去赶集卖菜真早');
    await desk.id('password-submit').click();
    await expectAttribute(desk.id('login-ended'), 'data-code', 'auth.changed', 5_000);
    await desk.signIn('li.na', '清晨六点去赶集卖菜真早');
    await desk.id('nav-map').waitFor();
    await desk.close();
  });

  it('tells how the server is and who sits at it', async () => {
    await admin.id('admin-tab-system').click();
    await expectAttribute(admin.id('system-health'), 'data-state', 'healthy');
    await admin.id('system-seat').first().waitFor();
    expect(await admin.id('system-version').textContent()).toMatch(/\d+\.\d+\.\d+/);
    await admin.id('admin-tab-accounts').click();
  });

  it('is not for those who have no right to it', async () => {
    const duty = await Desk.signedIn(browser, await system.console('duty'), 'duty');
    await duty.id('nav-admin').click();
    await duty.page.getByText('仅供系统管理员使用').waitFor();
    await expectCount(duty.id('account-row'), 0);
    await duty.close();
  });
});
