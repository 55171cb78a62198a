import { Worker } from 'node:worker_threads';
import type { BaseLogger } from 'pino';
import type { IngestCommand, IngestEvent, Target } from './messages.ts';

export interface FeedListener {
  heard(event: IngestEvent): void;
  /** The thread ended and took the feed along; the next `connect` starts a new one. */
  lost(): void;
}

/** The server's end of one camera in the ingest thread. */
export interface FeedHandle {
  connect(attempt: number, url: string, target: Target | null): void;
  aim(target: Target): void;
  disconnect(): void;
  /** Ends it; nothing more is heard. */
  remove(): void;
}

/** What starts feeds; the thread is one. */
export interface Ingest {
  add(feed: string, stream: { ssrc: number; payloadType: number }, listener: FeedListener): FeedHandle;
}

/** Starts the ingest thread when the first camera needs it, and again should it ever end. */
export class IngestThread implements Ingest {
  readonly #log: BaseLogger;
  readonly #listeners = new Map<string, FeedListener>();
  #worker: Worker | null = null;
  #closed = false;

  constructor(log: BaseLogger) {
    this.#log = log;
  }

  add(feed: string, stream: { ssrc: number; payloadType: number }, listener: FeedListener): FeedHandle {
    this.#listeners.set(feed, listener);
    return {
      connect: (attempt, url, target) => this.#send({ do: 'connect', feed, attempt, url, target, ...stream }),
      aim: (target) => this.#send({ do: 'aim', feed, target }),
      disconnect: () => this.#send({ do: 'disconnect', feed }),
      remove: () => {
        this.#listeners.delete(feed);
        this.#send({ do: 'remove', feed });
      },
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#listeners.clear();
    await this.#worker?.terminate();
  }

  #send(command: IngestCommand): void {
    if (this.#closed) return;
    this.#worker ??= this.#start();
    this.#worker.postMessage(command);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./thread-entry.ts', import.meta.url), { name: 'camera-ingest' });
    worker.on('message', (event: IngestEvent) => this.#listeners.get(event.feed)?.heard(event));
    worker.on('error', (error) => this.#log.error({ err: error }, 'camera ingest thread failed'));
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null;
      if (this.#closed) return;
      for (const listener of [...this.#listeners.values()]) listener.lost();
    });
    return worker;
  }
}
