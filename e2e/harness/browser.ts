import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/programs/chromium.ts';
import { probeWebRtc } from './webrtc-probe.ts';

/** The pages' console, warnings and worse, and their uncaught errors, for whoever reads a failed run. */
function listenTo(page: Page, name: string): void {
  if (process.env.SHILIAN_E2E_LOGS === undefined) return;
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) console.error(`[${name}] ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => console.error(`[${name}] ${error.stack ?? error.message}`));
}

/**
 * A headless Chromium of the system with a fake camera and microphone; one for all seats, each in a context of its own.
 * @param executablePath another one, such as a `Network`'s
 * @param sound a WAV file that every microphone hears, over and over; a beep a second where left out
 */
export async function launchBrowser(executablePath: string | null = findChromium(), sound?: string): Promise<Browser> {
  if (executablePath === null) throw new Error('There is no Chromium here: install one, or name it in SHILIAN_CHROMIUM.');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      // A moving picture and a beep a second, and a fake screen. Three seats' encoders and nine decoders share few cores with the server.
      '--use-fake-device-for-media-stream=fps=8',
      '--autoplay-policy=no-user-gesture-required',
      // Pages that are not in front are slowed down otherwise, and here only one of them can be.
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      '--disable-background-networking',
      '--disable-component-update',
      ...(sound === undefined ? [] : [`--use-file-for-fake-audio-capture=${sound}`]),
    ],
  });
}

export interface SeatOptions {
  /** Shown in the log. */
  readonly name: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** What the person's machine prefers; a console goes by its own setting. */
  readonly colorScheme?: 'light' | 'dark';
  /** A screen that is touched. */
  readonly touch?: boolean;
}

/** A person's browser: an own context, so that nothing is shared with the others but the machine. */
export async function openPage(browser: Browser, url: string, options: SeatOptions): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    // Guests come to the server itself, whose authority is its own.
    ignoreHTTPSErrors: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // An office machine's screen; drawing a larger one in software would cost the cores that the pictures need.
    viewport: options.viewport ?? { width: 1366, height: 768 },
    colorScheme: options.colorScheme ?? 'light',
    hasTouch: options.touch ?? false,
  });
  await context.grantPermissions(['camera', 'microphone']);
  await context.addInitScript(probeWebRtc);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  listenTo(page, options.name);
  await page.goto(url);
  return page;
}
