import type { Dispose } from './bridge.ts';
import { type Clock, systemClock } from './clock.ts';

const LOOK_EVERY_MS = 500;
/** A look that comes this much too late: the machine, or this page, was asleep in between. Hidden pages are called once a minute. */
const SLEPT_MS = 5_000;

export interface WakeSources {
  /** Tells `online`. */
  readonly window: EventTarget;
  /** Tells `visibilitychange`, and `resume` after the browser had frozen the page. */
  readonly document: EventTarget & { readonly visibilityState: string };
  readonly clock?: Clock;
}

/** Tells `woke` whenever the network may be back or a sleep is over, so that nobody waits for the next attempt. */
export function onWake({ window, document, clock = systemClock }: WakeSources, woke: () => void): Dispose {
  const seen = (): void => {
    if (document.visibilityState === 'visible') woke();
  };
  window.addEventListener('online', woke);
  document.addEventListener('visibilitychange', seen);
  document.addEventListener('resume', woke);
  let stop: Dispose = () => {};
  // No browser tells a page that the machine slept; a timer that comes too late does.
  const look = (due: number): void => {
    stop = clock.after(LOOK_EVERY_MS, () => {
      const late = clock.now() - due;
      look(clock.now() + LOOK_EVERY_MS);
      if (late >= SLEPT_MS && document.visibilityState === 'visible') woke();
    });
  };
  look(clock.now() + LOOK_EVERY_MS);
  return () => {
    stop();
    window.removeEventListener('online', woke);
    document.removeEventListener('visibilitychange', seen);
    document.removeEventListener('resume', woke);
  };
}
