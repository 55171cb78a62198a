import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { decodedFrames } from './webrtc-probe.ts';

/** How long a picture may take to appear on a machine that encodes and decodes all seats at once, ms. */
const PICTURE_LIMIT_MS = 20_000;

/** Waits until a tile's or cell's picture moves: frames have been decoded and go on being decoded. */
export async function expectMoving(holder: Locator, frames = 8): Promise<void> {
  await holder.locator('video').first().waitFor({ state: 'attached' });
  const before = await decodedFrames(holder);
  await expect
    .poll(() => decodedFrames(holder), { timeout: PICTURE_LIMIT_MS, message: 'decoded frames' })
    .toBeGreaterThanOrEqual(before + frames);
}

/** Waits until there are exactly so many. @param timeout ms */
export async function expectCount(locator: Locator, count: number, timeout = PICTURE_LIMIT_MS): Promise<void> {
  await expect.poll(() => locator.count(), { timeout, message: String(locator) }).toBe(count);
}

/** Waits until an attribute has a value. @param timeout ms */
export async function expectAttribute(locator: Locator, name: string, value: string, timeout = PICTURE_LIMIT_MS): Promise<void> {
  await expect.poll(() => locator.first().getAttribute(name), { timeout, interval: 50, message: `${locator} ${name}` }).toBe(value);
}
