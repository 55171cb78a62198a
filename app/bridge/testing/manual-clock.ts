import type { Clock } from '../clock.ts';

interface Timer {
  at: number;
  task: () => void;
}

/** A clock that tests move. */
export class ManualClock implements Clock {
  #now = Date.UTC(2026, 10, 22);
  #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  after(ms: number, task: () => void): () => void {
    const timer = { at: this.#now + Math.ceil(ms), task };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  get pending(): number {
    return this.#timers.size;
  }

  /** Moves on, running what falls due in order and letting promises settle in between. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const due = [...this.#timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.task();
      await settle();
    }
    this.#now = end;
    await settle();
  }

  /** The machine sleeps: time passes and no timer runs until it wakes. */
  sleep(ms: number): void {
    this.#now += ms;
  }
}

/** Lets everything that is only waiting for promises run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
