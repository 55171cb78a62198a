import { Worker } from 'node:worker_threads';
import { Refusal } from '../protocol/errors.ts';
import type { Paper, Printed, PrintOrder } from './paper.ts';

/** How long the thread stays after its last paper, ms: fonts are loaded once for papers that come together. */
const IDLE_MS = 60_000;

interface Waiting {
  readonly done: (pdf: Uint8Array) => void;
  readonly failed: (error: Error) => void;
}

/** Prints papers as PDF in a thread of its own: a sheet of hundreds of lines would hold up every other seat for a second. */
export class Printer {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | null = null;
  #lastId = 0;
  #closed = false;

  /** @throws Refusal `paper.no_glyph`, `paper.unreadable` (a picture); an Error where the thread has died */
  print(paper: Paper): Promise<Uint8Array> {
    if (this.#closed) return Promise.reject(new Error('The printer is closed.'));
    this.#lastId += 1;
    const order: PrintOrder = { id: this.#lastId, paper };
    this.#stopIdling();
    return new Promise((done, failed) => {
      this.#waiting.set(order.id, { done, failed });
      this.#worker ??= this.#start();
      this.#worker.postMessage(order);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopIdling();
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./printer-thread.ts', import.meta.url), { name: 'papers' });
    // A paper that is being made does not keep a server from going down.
    worker.unref();
    worker.on('message', (printed: Printed) => this.#printed(printed));
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null;
      this.#fail(new Error('The thread that prints has ended.'));
    });
    return worker;
  }

  #printed(printed: Printed): void {
    const waiting = this.#waiting.get(printed.id);
    this.#waiting.delete(printed.id);
    if ('pdf' in printed) waiting?.done(printed.pdf);
    else if ('refused' in printed) waiting?.failed(Refusal.fromValue(printed.refused));
    else waiting?.failed(new Error(printed.failed));
    if (this.#waiting.size > 0) return;
    this.#idle = setTimeout(() => void this.#worker?.terminate(), IDLE_MS);
    this.#idle.unref();
  }

  #fail(error: Error): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { failed } of waiting) failed(error);
  }

  #stopIdling(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
  }
}
