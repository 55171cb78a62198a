import type { Dispose } from './bridge.ts';

/** Time as our parts see it; tests bring their own. */
export interface Clock {
  /** UTC milliseconds. */
  now(): number;
  /** Runs `task` once, `ms` from now, unless let go before. */
  after(ms: number, task: () => void): Dispose;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
