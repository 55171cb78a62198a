import type { Clock, Dispose } from './clock.ts';

/** A clock for tests: it stands still until it is moved on, and then everything that is due happens, in order. */
export class ManualClock implements Clock {
  #now: number;
  readonly #waiting = new Set<{ at: number; action: () => void }>();

  constructor(now = 1_790_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): Dispose {
    const entry = { at: this.#now + ms, action };
    this.#waiting.add(entry);
    return () => this.#waiting.delete(entry);
  }

  /** Moves time on by `ms`. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#waiting].filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#waiting.delete(due);
      this.#now = due.at;
      due.action();
    }
    this.#now = end;
  }
}
