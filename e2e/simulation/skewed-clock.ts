import type { Clock } from '../../app/bridge/clock.ts';

/** A machine's own idea of the time: off by `skewMs`, which may change under its feet as when somebody sets it. Timers run true. */
export class SkewedClock implements Clock {
  readonly #base: Clock;
  skewMs = 0;

  constructor(base: Clock) {
    this.#base = base;
  }

  now(): number {
    return this.#base.now() + this.skewMs;
  }

  after(ms: number, task: () => void): () => void {
    return this.#base.after(ms, task);
  }
}
