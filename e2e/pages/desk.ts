import type { Browser, Locator, Page } from 'playwright-core';
import { openPage, type SeatOptions } from '../harness/browser.ts';

/** Of all demo accounts. */
export const DEMO_PASSWORD = 'Demo-2026';

export type Module = 'map' | 'wall' | 'rooms' | 'mediation' | 'petition' | 'conference' | 'contacts' | 'documents';

/** The console as one seat sees it, by the test ids of the outer contract. */
export class Desk {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens the console's page without signing in. */
  static async open(browser: Browser, url: string, name: string, screen: Omit<SeatOptions, 'name'> = {}): Promise<Desk> {
    const desk = new Desk(await openPage(browser, url, { name, ...screen }));
    await desk.id('login-username').waitFor();
    return desk;
  }

  /** Opens it, signs in with a demo account, and waits until all its rows are there. */
  static async signedIn(browser: Browser, url: string, username: string, screen: Omit<SeatOptions, 'name'> = {}): Promise<Desk> {
    const desk = await Desk.open(browser, url, username, screen);
    // On a full machine the first attempts to reach the server may take too long; the page says so until there is a line.
    await desk.id('login-offline').waitFor({ state: 'detached' });
    await desk.signIn(username, DEMO_PASSWORD);
    await desk.id('nav-map').waitFor();
    await desk.page.locator('[data-testid="line-status"][data-state="online"]').waitFor();
    return desk;
  }

  id(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.id('login-username').fill(username);
    await this.id('login-password').fill(password);
    await this.id('login-submit').click();
  }

  async go(module: Module): Promise<void> {
    await this.id(`nav-${module}`).click();
  }

  /** Chooses a theme as its user does. */
  async theme(theme: 'light' | 'dark'): Promise<void> {
    await this.id('me-menu').click();
    await this.page.getByRole('menuitem', { name: { light: '浅色', dark: '深色' }[theme] }).click();
    await this.page.locator(`html[data-theme="${theme}"]`).waitFor();
  }

  get line(): Locator {
    return this.id('line-status');
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
