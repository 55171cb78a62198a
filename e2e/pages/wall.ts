import type { Locator } from 'playwright-core';
import type { Desk } from './desk.ts';

/** Names of the demo's cameras that have a source: two that work, one that nobody answers for. */
export const LIVE_CAMERA = '3号涵洞';
export const SECOND_CAMERA = '东闸';
export const DOWN_CAMERA = '村部';

/** The video wall. */
export class Wall {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** The camera's row in the tree, once it is searched for. */
  async item(name: string): Promise<Locator> {
    await this.#desk.id('camera-search').fill(name);
    return this.#desk.page.locator('[data-testid="camera-item"][data-source="true"]', { hasText: name }).first();
  }

  /** Puts a camera into the next cell. @returns the cell */
  async open(name: string): Promise<Locator> {
    const item = await this.item(name);
    await item.waitFor();
    const cameraId = await item.getAttribute('data-camera-id');
    await item.click();
    return this.#desk.page.locator(`[data-testid="wall-cell"][data-camera-id="${cameraId}"]`);
  }
}
