import type { Browser } from 'playwright-core';

/** A picture as a phone would take it: a PNG with words on a plain ground. */
export async function aDrawing(browser: Browser, words: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 800, height: 500 } });
  try {
    await page.setContent('<body style="margin:40px;font:48px sans-serif;background:#dfe7df;border:6px solid #345"></body>');
    await page.locator('body').evaluate((body, text) => body.append(text), words);
    return await page.screenshot();
  } finally {
    await page.close();
  }
}
