import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from './testing/manual-clock.ts';
import { onWake } from './wake-signs.ts';

class FakeDocument extends EventTarget {
  visibilityState = 'visible';
}

describe('a page tells its seat to try the server', () => {
  let clock: ManualClock;
  let window: EventTarget;
  let document: FakeDocument;
  let woken: number;
  let dispose: () => void;

  beforeEach(() => {
    clock = new ManualClock();
    window = new EventTarget();
    document = new FakeDocument();
    woken = 0;
    dispose = onWake({ window, document, clock }, () => {
      woken += 1;
    });
  });

  it('when the network is back and when it comes to the front, not when it goes to the back', () => {
    window.dispatchEvent(new Event('online'));
    expect(woken).toBe(1);
    document.visibilityState = 'hidden';
    document.dispatchEvent(new Event('visibilitychange'));
    expect(woken).toBe(1);
    document.visibilityState = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    document.dispatchEvent(new Event('resume'));
    expect(woken).toBe(3);
  });

  it('once after a sleep, of which nobody tells it', async () => {
    await clock.advance(60_000);
    expect(woken).toBe(0);
    clock.sleep(3_600_000);
    await clock.advance(10_000);
    expect(woken).toBe(1);
  });

  it('not any more when it is let go', async () => {
    dispose();
    window.dispatchEvent(new Event('online'));
    clock.sleep(3_600_000);
    await clock.advance(10_000);
    expect(woken).toBe(0);
    expect(clock.pending).toBe(0);
  });
});
