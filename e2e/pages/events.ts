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
   * Fills in the form with the place in the middle of the map, and sends it.
   * @returns when it was sent, ms since 1970
   */
  async report(title: string): Promise<number> {
    await this.#desk.go('map');
    await this.#desk.id('event-create').click();
    await this.#desk.id('event-title').fill(title);
    await this.#desk.id('event-pick').click();
    const map = this.#desk.id('map');
    const box = await map.boundingBox();
    if (box === null) throw new Error('The map is not there.');
    await map.click({ position: { x: Math.round(box.width / 2), y: Math.round(box.height / 2) } });
    await this.#desk.id('event-submit').click();
    return Date.now();
  }
}
