import { launchBrowser } from '../e2e/harness/browser.ts';
import { System } from '../e2e/harness/system.ts';
import { Desk } from '../e2e/pages/desk.ts';
import { resultLine, spread } from './harness/figures.ts';
import { withLimit } from './harness/first-frame.ts';

const RUNS = 20;

declare global {
  interface Window {
    usableMs?: Promise<number>;
  }
}

/**
 * Runs in the page before its own scripts. Usable: the frame, the map and the rows of the queue are on the screen,
 * that is, drawn in the frame before. Time runs from the start of the navigation.
 */
function probeUsable(): void {
  const ids = ['nav-map', 'map', 'event-row', 'line-status'];
  window.usableMs = new Promise((resolve) => {
    const look = () => {
      if (!ids.every((id) => document.querySelector(`[data-testid="${id}"]`) !== null)) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true });
  });
}

/** From opening the console's page to usable, signed in and with the demo county in the host's cache. @returns the result line */
export async function run(): Promise<string> {
  await using running = new AsyncDisposableStack();
  const system = await System.start({ cameras: false });
  running.defer(() => system.dispose());
  const browser = await launchBrowser();
  running.defer(() => browser.close());
  const desk = await Desk.signedIn(browser, await system.console('duty'), 'duty');
  await desk.page.addInitScript(probeUsable);
  const samples: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await desk.page.reload();
    const usable = await withLimit(desk.page.evaluate(async () => window.usableMs));
    if (usable === undefined) throw new Error('The probe is not in the page.');
    samples.push(usable);
    console.error(`start ${run + 1}/${RUNS}: ${Math.round(usable)} ms`);
  }
  return resultLine('start', { usable_ms: spread(samples) });
}
