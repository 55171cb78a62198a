import type { Locator } from 'playwright-core';
import { launchBrowser } from '../e2e/harness/browser.ts';
import { System } from '../e2e/harness/system.ts';
import { Desk } from '../e2e/pages/desk.ts';
import { LIVE_CAMERA, SECOND_CAMERA, Wall } from '../e2e/pages/wall.ts';
import { resultLine, spread } from './harness/figures.ts';
import { clickToFirstFrame, installFirstFrameProbe } from './harness/first-frame.ts';

const RUNS = 20;
/** The server lets go of a camera 10 s after its last viewer; only then is it idle again. */
const IDLE_AFTER_MS = 10_500;
/** Group of pictures of the demo's cameras. */
const GOP_MS = 1_000;
const ITEM = '[data-testid="camera-item"]';

async function openAndClose(desk: Desk, item: Locator): Promise<number> {
  // The run before ended on a key frame: without this each click would come at the same place in the group of pictures.
  await desk.page.waitForTimeout(Math.random() * GOP_MS);
  const tookMs = await clickToFirstFrame(desk.page, item, ITEM);
  await desk.page.locator('[data-testid="wall-cell"][data-state="live"]').hover();
  await desk.id('wall-cell-close').first().click();
  await desk.page.locator('[data-testid="wall-cell"] video').waitFor({ state: 'detached' });
  return tookMs;
}

async function openIdle(desk: Desk, wall: Wall): Promise<number[]> {
  const samples: number[] = [];
  const closedAt = new Map<string, number>();
  for (let run = 0; run < RUNS; run += 1) {
    // Two cameras by turns: while one is being opened the other falls idle.
    const name = run % 2 === 0 ? LIVE_CAMERA : SECOND_CAMERA;
    const item = await wall.item(name);
    await item.waitFor();
    const waitMs = (closedAt.get(name) ?? 0) + IDLE_AFTER_MS - Date.now();
    if (waitMs > 0) await desk.page.waitForTimeout(waitMs);
    const tookMs = await openAndClose(desk, item);
    closedAt.set(name, Date.now());
    samples.push(tookMs);
    console.error(`camera idle ${run + 1}/${RUNS}: ${Math.round(tookMs)} ms`);
  }
  return samples;
}

async function openLive(desk: Desk, wall: Wall): Promise<number[]> {
  const item = await wall.item(LIVE_CAMERA);
  await item.waitFor();
  const samples: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const tookMs = await openAndClose(desk, item);
    samples.push(tookMs);
    console.error(`camera live ${run + 1}/${RUNS}: ${Math.round(tookMs)} ms`);
  }
  return samples;
}

/** From the click on a camera to its first decoded frame: one that nobody watches, and one that somebody else does. @returns the result line */
export async function run(): Promise<string> {
  await using running = new AsyncDisposableStack();
  const system = await System.start({ cameras: { alwaysOn: true } });
  running.defer(() => system.dispose());
  const browser = await launchBrowser();
  running.defer(() => browser.close());
  const desk = await Desk.signedIn(browser, await system.console('duty'), 'duty');
  await installFirstFrameProbe(desk.page);
  await desk.go('wall');
  const wall = new Wall(desk);
  const idle = await openIdle(desk, wall);
  const watcher = await Desk.signedIn(browser, await system.console('leader'), 'leader');
  await watcher.go('wall');
  const cell = await new Wall(watcher).open(LIVE_CAMERA);
  await cell.and(watcher.page.locator('[data-state="live"]')).waitFor();
  const live = await openLive(desk, wall);
  return resultLine('camera', { idle_first_frame_ms: spread(idle), live_first_frame_ms: spread(live) });
}
