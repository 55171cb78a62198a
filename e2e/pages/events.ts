import type { Locator } from 'playwright-core';
import type { EventState } from '../../sfu-server/protocol/entities/event.ts';
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

  /** Shows an event's detail. */
  async open(title: string): Promise<void> {
    await this.row(title).first().click();
    await this.#desk.id('event-detail').filter({ hasText: title }).waitFor();
  }

  /** Writes a note on the event that is shown, and waits until the console has taken it. */
  async note(text: string): Promise<void> {
    const field = this.#desk.id('event-note');
    await field.fill(text);
    await this.#desk.id('event-note-submit').click();
    // Emptied when the console has kept it.
    await this.#desk.page.waitForFunction(() => {
      const shown = document.querySelector<HTMLTextAreaElement>('textarea[data-testid="event-note"]');
      return shown?.value === '';
    });
  }

  /** Takes the event that is shown one step further. */
  async advance(to: EventState): Promise<void> {
    await this.#desk.page.locator(`[data-testid="event-advance"][data-to="${to}"]`).click();
  }

  /** Texts of the notes of the event that is shown, newest first, without their times. */
  async notes(): Promise<string[]> {
    return this.#desk.id('event-detail').locator('ol').last().locator('li > span').allTextContents();
  }
}
