import type { Dispose } from '../bridge.ts';
import type { Clock } from '../clock.ts';

/** A ping goes out every second; the line state has to be honest within 3 s (see `lineStateSchema`). */
const PING_EVERY_MS = 1_000;
/** Nothing heard for this long while a ping is out: the line is dead, whatever the socket says of itself. */
const DEAD_AFTER_MS = 2_500;
const LOOK_EVERY_MS = 250;
/** A look that comes this late means that we slept, not that the server did: ask once more before judging. */
const SLEPT_MS = 2_000;

interface HeartbeatOptions {
  clock: Clock;
  /** Sends a ping and resolves when it is answered. */
  ping(): Promise<unknown>;
  answered(rttMs: number): void;
  dead(): void;
}

/** Notices a dead line in spite of a socket that still says OPEN. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #lastHeardAt: number;
  #lastPingAt = Number.NEGATIVE_INFINITY;
  #lastLookAt: number;
  #pingsOut = 0;
  #stopTimer: Dispose = () => {};
  #stopped = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    const now = options.clock.now();
    this.#lastHeardAt = now;
    this.#lastLookAt = now;
    this.#look();
  }

  /** Anything that came down the line shows that it lives. */
  heard(): void {
    this.#lastHeardAt = this.#options.clock.now();
  }

  /** Asks now, as after a sleep. */
  probe(): void {
    if (!this.#stopped) this.#ping();
  }

  stop(): void {
    this.#stopped = true;
    this.#stopTimer();
  }

  #look(): void {
    if (this.#stopped) return;
    const now = this.#options.clock.now();
    const sinceLastLook = now - this.#lastLookAt;
    // A negative one: somebody has set the clock back. Reckoned from before, no ping would be due for as long as that was.
    if (sinceLastLook >= SLEPT_MS || sinceLastLook < 0) {
      // What was heard before the sleep says nothing; an answer may already lie in the queue.
      this.#lastHeardAt = now;
      this.#ping();
    }
    this.#lastLookAt = now;
    if (this.#pingsOut > 0 && now - this.#lastHeardAt >= DEAD_AFTER_MS) {
      this.stop();
      this.#options.dead();
      return;
    }
    if (now - this.#lastPingAt >= PING_EVERY_MS) this.#ping();
    this.#stopTimer = this.#options.clock.after(LOOK_EVERY_MS, () => this.#look());
  }

  #ping(): void {
    const sentAt = this.#options.clock.now();
    this.#lastPingAt = sentAt;
    this.#pingsOut += 1;
    this.#options.ping().then(
      () => {
        this.#pingsOut = 0;
        if (!this.#stopped) this.#options.answered(Math.max(0, this.#options.clock.now() - sentAt));
      },
      // Time-outs are judged by `#look`; the socket's own end is told elsewhere.
      () => {},
    );
  }
}
