import { readFile } from 'node:fs/promises';
import type { Download, Locator } from 'playwright-core';
import { expectAttribute } from '../harness/expectations.ts';
import type { Room } from './rooms.ts';

/** What a host has in front of them in a room. */
export class HostDesk {
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  id(testId: string): Locator {
    return this.#room.id(testId);
  }

  tab(name: 'people' | 'floor' | 'roll'): Promise<void> {
    return this.id(`room-tab-${name}`).click();
  }

  /** Turns one of the room's settings. */
  async set(setting: string, on: boolean): Promise<void> {
    await this.id('room-settings').click();
    const box = this.id(`setting-${setting}`);
    if ((await box.isChecked()) !== on) await box.click();
    // It shows what the server holds.
    await expectAttribute(box, 'aria-checked', String(on));
    await this.#room.page.keyboard.press('Escape');
  }

  /** Calls those who are expected, as Enter does in the dialog. */
  async callRoll(): Promise<void> {
    await this.id('roll-call-start').click();
    await this.id('roll-choice').first().waitFor();
    await this.#room.page.keyboard.press('Enter');
    await this.id('roll-dialog').waitFor({ state: 'detached' });
  }

  person(name: string): Locator {
    return this.id('participant-row').filter({ hasText: name });
  }

  /** Opens somebody's menu and takes one of its items. */
  async do(name: string, item: string): Promise<void> {
    await this.person(name).getByTestId('participant-more').click();
    await this.id(`do-${item}`).click();
  }

  /** What a button lets the browser keep. */
  async download(testId: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    const coming: Promise<Download> = this.#room.page.waitForEvent('download');
    await this.id(testId).first().click();
    const download = await coming;
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }
}
