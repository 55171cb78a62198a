import { once } from 'node:events';
import type { Locator, Page } from 'playwright-core';

declare global {
  interface Window {
    /** Put there by the benchmarks: time from the next click on `selector` to the first frame of a remote picture, ms. */
    firstRemoteFrame?: (selector: string) => Promise<number>;
    firstFrameMs?: Promise<number> | undefined;
    /** What happened on the way to it, ms after the click. */
    onTheWay?: Record<string, number>;
  }
}

/** A run that has not come to its end by then is a failure, not a slow one, ms. */
const LIMIT_MS = 30_000;

/** Puts the probe into the page as it is, and into it again after a reload. */
export async function installFirstFrameProbe(page: Page): Promise<void> {
  await page.addInitScript(probeFirstFrame);
  await page.evaluate(probeFirstFrame);
}

/**
 * Runs in the page (after `probeWebRtc`, which has to be there from the start). A frame counts when it has been decoded and handed to the
 * compositor (HTMLVideoElement.requestVideoFrameCallback), and only where its track came in over a peer connection.
 */
function probeFirstFrame(): void {
  const isRemote = (video: HTMLVideoElement) => {
    const stream = video.srcObject;
    if (!(stream instanceof MediaStream)) return false;
    const received = (window.peerConnectionsSeen ?? []).flatMap((connection) => connection.getReceivers().map((one) => one.track.id));
    return stream.getVideoTracks().some((track) => received.includes(track.id));
  };
  window.firstRemoteFrame = (selector) =>
    new Promise((resolve) => {
      let clickedAt: number | null = null;
      const before = new Set(window.peerConnectionsSeen ?? []);
      const steps: Record<string, number> = {};
      window.onTheWay = steps;
      const passed = (step: string) => {
        steps[step] ??= Math.round(performance.now() - (clickedAt ?? 0));
      };
      const follow = (connection: RTCPeerConnection) => {
        before.add(connection);
        passed('answered');
        connection.addEventListener('track', ({ track }) => {
          if (track.kind !== 'video') return;
          passed('offered');
          // Fired with the first packet that has come.
          track.addEventListener('unmute', () => passed('arriving'));
        });
        connection.addEventListener('connectionstatechange', () => {
          if (connection.connectionState === 'connected' && connection.getReceivers().length > 0) passed('connected');
        });
      };
      const watched = new WeakSet<HTMLVideoElement>();
      const clicked = (event: Event) => {
        if (event.target instanceof Element && event.target.closest(selector) !== null) clickedAt = event.timeStamp;
      };
      const watch = (video: HTMLVideoElement) => {
        video.requestVideoFrameCallback(() => {
          if (clickedAt === null || !isRemote(video)) {
            watch(video);
            return;
          }
          document.removeEventListener('click', clicked, true);
          observer.disconnect();
          resolve(performance.now() - clickedAt);
        });
      };
      const look = () => {
        for (const connection of window.peerConnectionsSeen ?? []) if (!before.has(connection)) follow(connection);
        for (const video of document.querySelectorAll('video')) {
          if (watched.has(video)) continue;
          watched.add(video);
          watch(video);
        }
      };
      const observer = new MutationObserver(look);
      observer.observe(document.documentElement, { childList: true, subtree: true });
      document.addEventListener('click', clicked, true);
      look();
    });
}

/**
 * Clicks and measures inside the page, from the click's own time stamp to the first remote frame.
 * @param selector of what is clicked, as the page sees it
 * @returns ms
 */
export async function clickToFirstFrame(page: Page, target: Locator, selector: string): Promise<number> {
  await page.evaluate((text) => {
    window.firstFrameMs = window.firstRemoteFrame?.(text);
  }, selector);
  await target.click();
  const measured = await withLimit(page.evaluate(async () => window.firstFrameMs));
  if (measured === undefined) throw new Error('The page was opened without the probe.');
  return measured;
}

/** What happened on the way to the frame measured last, as a line for people. */
export async function stepsToFirstFrame(page: Page): Promise<string> {
  const steps = await page.evaluate(() => window.onTheWay ?? {});
  return Object.entries(steps)
    .map(([step, ms]) => `${step} ${ms}`)
    .join(', ');
}

/** @throws Error where what is measured inside a page does not come to its end */
export async function withLimit<T>(measured: Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const limit = once(AbortSignal.any([AbortSignal.timeout(LIMIT_MS), waiting.signal]), 'abort').then(() => {
    throw new Error(`Nothing was measured within ${LIMIT_MS / 1000} s.`);
  });
  try {
    return await Promise.race([measured, limit]);
  } finally {
    limit.catch(() => undefined);
    waiting.abort();
  }
}
