/** Calling it twice does nothing. */
export type Dispose = () => void;

/** Time as rooms and cameras see it, so that tests need not wait for it. */
export interface Clock {
  /** UTC milliseconds. */
  now(): number;
  /** Calls `action` once after `ms`, unless disposed of before. Does not keep the process alive. */
  after(ms: number, action: () => void): Dispose;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
