import type { Locator } from 'playwright-core';
import type { Desk } from './desk.ts';

/** The directory. */
export class Contacts {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  row(text: string): Locator {
    return this.#desk.id('contact-row').filter({ hasText: text });
  }

  async find(text: string): Promise<Locator> {
    await this.#desk.go('contacts');
    await this.#desk.id('contact-search').fill(text);
    return this.row(text);
  }

  /** Gives somebody another number. */
  async changePhone(text: string, phone: string): Promise<void> {
    await (await this.find(text)).first().click();
    await this.#desk.id('contact-edit').click();
    await this.#desk.id('contact-phone').fill(phone);
    await this.#desk.id('contact-submit').click();
  }
}
