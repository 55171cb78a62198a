import type { Browser } from 'playwright-core';

/** What a browser made of a file, as a console plays it. */
export interface Playback {
  /** Where it stood when it said that it had ended, ms. */
  readonly endedAtMs: number;
  readonly durationMs: number;
  /** From a jump to the picture of the place, ms, one a jump. */
  readonly seeksMs: readonly number[];
}

/** Shares of the length to which the player jumps, forth and back. */
const JUMPS = [0.5, 0.1, 0.9, 0.33, 0.75] as const;
/** The fastest at which Chromium plays. */
const SPEED = 16;

/** Jumps about in a film and then plays it from its beginning to its end. @throws where the browser cannot */
export async function playToTheEnd(browser: Browser, url: string): Promise<Playback> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(new URL('/', url).href).catch(() => undefined);
    return await page.evaluate(play, { url, jumps: [...JUMPS], speed: SPEED });
  } finally {
    await context.close();
  }
}

/** Runs in the page. */
async function play({ url, jumps, speed }: { url: string; jumps: number[]; speed: number }): Promise<Playback> {
  const video = document.createElement('video');
  document.body.append(video);
  const happens = (name: string) =>
    new Promise<void>((resolve, reject) => {
      video.addEventListener(name, () => resolve(), { once: true });
      video.addEventListener('error', () => reject(new Error(`The player gave up: ${video.error?.message}`)), { once: true });
    });
  video.muted = true;
  video.src = url;
  await happens('loadeddata');
  const seeksMs: number[] = [];
  for (const jump of jumps) {
    const from = performance.now();
    const there = happens('seeked');
    video.currentTime = jump * video.duration;
    await there;
    seeksMs.push(performance.now() - from);
  }
  const start = happens('seeked');
  video.currentTime = 0;
  await start;
  video.playbackRate = speed;
  const end = happens('ended');
  await video.play();
  await end;
  return { endedAtMs: video.currentTime * 1000, durationMs: video.duration * 1000, seeksMs };
}
