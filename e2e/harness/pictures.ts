import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** Where whoever looks at a run wants its pictures; undefined where nobody does. */
export const picturesFolder: string | undefined = process.env.SHILIAN_E2E_LOGS;

/** The screen of an office where pictures are wanted; else a smaller one, as drawing costs the cores that sound and picture need. */
export const OFFICE_SCREEN = picturesFolder === undefined ? { width: 1366, height: 768 } : { width: 1920, height: 1080 };

/** A picture of what a page shows just now, where one is wanted. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (picturesFolder === undefined) return;
  mkdirSync(picturesFolder, { recursive: true });
  await page.screenshot({ path: path.join(picturesFolder, `${name}.png`) });
}
