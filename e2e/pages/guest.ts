import type { Browser } from 'playwright-core';
import { openPage } from '../harness/browser.ts';
import { Room } from './rooms.ts';

/** A guest on a phone, who has nothing but a link. */
export class Guest extends Room {
  static async open(browser: Browser, link: string): Promise<Guest> {
    return new Guest(await openPage(browser, link, { name: 'guest', viewport: { width: 390, height: 844 }, touch: true }));
  }

  /** Gives a name and asks to be let in. */
  async knock(name: string): Promise<void> {
    await this.id('guest-name').fill(name);
    await this.id('guest-ready').click();
    await this.id('guest-waiting').waitFor();
  }
}
