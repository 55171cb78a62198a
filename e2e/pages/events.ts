import type { Locator } from 'playwright-core';
import type { Desk } from './desk.ts';

/** The event panel beside the map. */
export class Events {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  row(title: string): Locator {
    return this.#desk.id('event-row').filter({ hasText: title });
  }

  /**
   * Fills in the form with the first grid of one's own as its place, and sends it.
   * @returns when it was sent, ms since 1970
   */
  async report(title: string): Promise<number> {
    await this.#desk.go('map');
    await this.#desk.id('event-create').click();
    await this.#desk.id('event-title').fill(title);
    // The place is the centre of the first grid of one's own: where on the map that is depends on the window.
    const place = this.#desk.id('event-form').locator('input[role="combobox"]');
    await place.press('ArrowDown');
    await place.press('Enter');
    await this.#desk.id('event-submit').click();
    return Date.now();
  }
}
