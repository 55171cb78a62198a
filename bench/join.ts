import { launchBrowser } from '../e2e/harness/browser.ts';
import { System } from '../e2e/harness/system.ts';
import { Desk } from '../e2e/pages/desk.ts';
import { Rooms } from '../e2e/pages/rooms.ts';
import { resultLine, spread } from './harness/figures.ts';
import { clickToFirstFrame, installFirstFrameProbe, stepsToFirstFrame } from './harness/first-frame.ts';

const RUNS = 20;
const TITLE = '测速会商';

/** From the click on join to the first decoded frame of one of two others who were in the room before. @returns the result line */
export async function run(): Promise<string> {
  await using running = new AsyncDisposableStack();
  const system = await System.start({ cameras: false });
  running.defer(() => system.dispose());
  const browser = await launchBrowser();
  running.defer(() => browser.close());
  const opener = await Desk.signedIn(browser, await system.console('mediator'), 'mediator');
  const second = await Desk.signedIn(browser, await system.console('township'), 'township');
  await new Rooms(opener).create('mediation', TITLE);
  await new Rooms(second).join(TITLE);
  const desk = await Desk.signedIn(browser, await system.console('duty'), 'duty');
  await installFirstFrameProbe(desk.page);
  await desk.go('rooms');
  const rooms = new Rooms(desk);
  const join = rooms.row(TITLE).getByTestId('room-join');
  const samples: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await join.waitFor();
    const tookMs = await clickToFirstFrame(desk.page, join, '[data-testid="room-join"]');
    samples.push(tookMs);
    console.error(`join ${run + 1}/${RUNS}: ${Math.round(tookMs)} ms (${await stepsToFirstFrame(desk.page)})`);
    await desk.id('leave').click();
    await desk.id('room-row').first().waitFor();
  }
  return resultLine('join', { first_frame_ms: spread(samples) });
}
