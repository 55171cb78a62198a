import type { Browser, Locator, Page } from 'playwright-core';
import { openPage } from '../harness/browser.ts';

/** Somebody on a phone who has scanned a centre's code, or opened their own link. */
export class Applicant {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, link: string): Promise<Applicant> {
    return new Applicant(await openPage(browser, link, { name: 'applicant', viewport: { width: 390, height: 844 }, touch: true }));
  }

  id(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  /** Goes on to the step. */
  async next(step: string): Promise<void> {
    await this.id('apply-next').click();
    await this.page.locator(`[data-testid="apply-form"][data-step="${step}"]`).waitFor();
  }

  async person(name: string, phone = ''): Promise<void> {
    await this.id('person-name').fill(name);
    await this.id('person-phone').fill(phone);
  }
}
