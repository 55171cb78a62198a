import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from './harness/browser.ts';
import { expectAttribute, expectCount } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { TcpProxy } from './harness/tcp-proxy.ts';
import { DEMO_PASSWORD, Desk } from './pages/desk.ts';
import { Events } from './pages/events.ts';

const TITLE = '河堤塌方有照片';

describe('a picture of an event', () => {
  let system: System;
  let proxy: TcpProxy;
  let browser: Browser;
  let duty: Desk;
  let phone: Page;
  let photo: Buffer;

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    proxy = await TcpProxy.to(system.serverUrl);
    browser = await launchBrowser();
    duty = await Desk.signedIn(browser, await system.console('duty', proxy.url), 'duty');
    await duty.go('map');
    // Any real picture will do: one of the screen.
    photo = await duty.page.screenshot({ type: 'jpeg' });
    phone = await openPage(browser, `${system.serverUrl}/field`, { name: 'phone', viewport: { width: 390, height: 844 } });
  });
  afterAll(async () => {
    await browser?.close();
    proxy?.close();
    await system?.dispose();
  });

  const items = (page: Page) => page.getByTestId('attachment-item');
  const naturalWidth = (page: Page) =>
    items(page)
      .first()
      .locator('img')
      .first()
      .evaluate((image: HTMLImageElement) => image.naturalWidth);

  it('that a grid worker takes in the field is seen on the county’s desk', async () => {
    await phone.getByTestId('login-username').fill('grid');
    await phone.getByTestId('login-password').fill(DEMO_PASSWORD);
    await phone.getByTestId('login-submit').click();
    await phone.getByTestId('event-title').fill(TITLE);
    await phone.getByTestId('event-grid').selectOption({ index: 1 });
    await phone.getByTestId('report-photo').setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: photo });
    await phone.getByTestId('event-submit').click();
    await expectAttribute(items(phone), 'data-state', 'there');

    await new Events(duty).row(TITLE).first().click();
    await expectAttribute(items(duty.page), 'data-state', 'there');
    await items(duty.page).locator('img').first().waitFor();
    expect(await naturalWidth(duty.page)).toBeGreaterThan(0);
    expect(await naturalWidth(phone)).toBe(await naturalWidth(duty.page));
  });

  it('can be enlarged, and is there without a line once it was seen', async () => {
    await duty.page.getByRole('button', { name: '放大查看 IMG_0001.jpg' }).click();
    const large = duty.page.getByRole('dialog', { name: 'IMG_0001.jpg' });
    await large.waitFor();
    await duty.page.keyboard.press('Escape');
    await large.waitFor({ state: 'hidden' });
    proxy.cut();
    await expectAttribute(duty.line, 'data-state', 'offline', 3_000);
    await new Events(duty).row(TITLE).first().click();
    expect(await naturalWidth(duty.page)).toBeGreaterThan(0);
  });

  it('and a document that are added without a line wait, and go up by themselves when it is back', async () => {
    await duty.id('attachment-add').setInputFiles([
      { name: '处置方案.txt', mimeType: 'text/plain', buffer: Buffer.from('一、封路。二、转移。\n') },
      { name: '现场2.jpg', mimeType: 'image/jpeg', buffer: photo },
    ]);
    await expectCount(items(duty.page).and(duty.page.locator('[data-state="waiting"]')), 2);
    expect(await items(phone).count()).toBe(1);
    proxy.mend();
    await expectCount(items(duty.page).and(duty.page.locator('[data-state="there"]')), 3);
    await expectCount(items(phone).and(phone.locator('[data-state="there"]')), 3);
  });

  it('whose name lies is refused with the reason, and can be taken back', async () => {
    await duty.id('attachment-add').setInputFiles({ name: '假.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') });
    const refused = items(duty.page).filter({ hasText: '假.jpg' });
    await expectAttribute(refused, 'data-state', 'refused');
    await expect.poll(() => refused.textContent()).toContain('文件内容与其扩展名不符');
    await refused.getByTestId('attachment-drop').click();
    await expectCount(refused, 0);
    await duty.id('attachment-add').setInputFiles({ name: '程序.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
    await expect.poll(() => duty.id('event-detail').textContent()).toContain('不支持这种文件');
    if (process.env.SHILIAN_E2E_SHOTS !== undefined) await shoot(process.env.SHILIAN_E2E_SHOTS);
  });

  async function shoot(folder: string): Promise<void> {
    await duty.id('attachment-add').setInputFiles({ name: '又一张假照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('%PDF-1.7\n') });
    await expectAttribute(items(duty.page).filter({ hasText: '又一张' }), 'data-state', 'refused');
    await duty.page.setViewportSize({ width: 1920, height: 1080 });
    for (const theme of ['light', 'dark']) {
      for (const [name, page] of [
        ['desk', duty.page],
        ['field', phone],
      ] as const) {
        if (name === 'field') {
          await page.evaluate((value) => {
            document.documentElement.dataset.theme = value;
          }, theme);
        } else {
          await duty.id('me-menu').click();
          await page.getByText(theme === 'light' ? '浅色' : '深色').click();
        }
        await items(page).first().scrollIntoViewIfNeeded();
        await page.screenshot({ path: `${folder}/${name}-${theme}.png`, animations: 'disabled' });
      }
    }
    await phone.getByTestId('field-report').click();
    await phone.getByTestId('report-photo').setInputFiles({ name: 'IMG_0002.jpg', mimeType: 'image/jpeg', buffer: photo });
    await phone.getByTestId('report-photo').scrollIntoViewIfNeeded();
    await phone.screenshot({ path: `${folder}/report.png` });
  }
});
