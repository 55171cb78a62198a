import type { Dispose } from '../../bridge/bridge.ts';
import { type Clock, systemClock } from '../../bridge/clock.ts';

const LOOK_EVERY_MS = 500;
/** A look that comes this much too late: the machine was asleep. A busy page is late by far less. */
const SLEPT_MS = 3_000;

/** Tells when this machine itself was cut off and may be back: its network changed, or it woke up. */
export type OwnNetwork = (changed: () => void) => Dispose;

interface NetworkSources {
  /** Tells `online`: after a cable, a wireless network or an address has changed. */
  readonly window: EventTarget;
  readonly document: EventTarget & { readonly visibilityState: string };
  readonly clock?: Clock;
}

/** Unlike `onWake` it says nothing when a window only comes to the front: whoever hears it looks for a new way for all its media. */
export function watchOwnNetwork({ window, document, clock = systemClock }: NetworkSources): OwnNetwork {
  return (changed) => {
    window.addEventListener('online', changed);
    document.addEventListener('resume', changed);
    let stop: Dispose = () => {};
    const look = (due: number): void => {
      stop = clock.after(LOOK_EVERY_MS, () => {
        const late = clock.now() - due;
        look(clock.now() + LOOK_EVERY_MS);
        // A hidden page is called once a minute without having slept.
        if (late >= SLEPT_MS && document.visibilityState === 'visible') changed();
      });
    };
    look(clock.now() + LOOK_EVERY_MS);
    return () => {
      stop();
      window.removeEventListener('online', changed);
      document.removeEventListener('resume', changed);
    };
  };
}
