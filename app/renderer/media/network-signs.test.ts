import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../bridge/testing/manual-clock.ts';
import { watchOwnNetwork } from './network-signs.ts';

class FakeDocument extends EventTarget {
  visibilityState = 'visible';
}

describe('a machine that was cut off itself', () => {
  let clock: ManualClock;
  let window: EventTarget;
  let document: FakeDocument;
  let told: number;
  let dispose: () => void;

  beforeEach(() => {
    clock = new ManualClock();
    window = new EventTarget();
    document = new FakeDocument();
    told = 0;
    dispose = watchOwnNetwork({ window, document, clock })(() => {
      told += 1;
    });
  });

  it('knows that its network is back, and that the browser had frozen it', () => {
    window.dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('resume'));
    expect(told).toBe(2);
  });

  it('does not take a window that comes to the front for a new network', () => {
    document.dispatchEvent(new Event('visibilitychange'));
    expect(told).toBe(0);
  });

  it('knows that it has slept, once, and not while nobody sees it', async () => {
    await clock.advance(60_000);
    expect(told).toBe(0);
    clock.sleep(600_000);
    await clock.advance(500);
    expect(told).toBe(1);
    document.visibilityState = 'hidden';
    clock.sleep(60_000);
    await clock.advance(500);
    expect(told).toBe(1);
  });

  it('says nothing any more once it is let go', async () => {
    dispose();
    window.dispatchEvent(new Event('online'));
    clock.sleep(600_000);
    await clock.advance(2_000);
    expect(told).toBe(0);
  });
});
