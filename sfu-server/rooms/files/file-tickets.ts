import { randomBytes } from 'node:crypto';
import type { Clock } from '../../media/clock.ts';

/** As long as a file takes on a poor line, ms. */
export const TICKET_MS = 10 * 60 * 1000;
/** Tickets that lie about at most; whoever asks for more than are used makes the oldest void. */
const MOST = 5_000;

/** Who may move which content: 256 random bits each, for one file and a while, in memory only. */
export class FileTickets<T extends { readonly fileId: string }> {
  readonly #clock: Clock;
  /** In the order in which they run out. */
  readonly #tickets = new Map<string, { readonly what: T; readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  give(what: T): string {
    this.#sweep();
    const ticket = randomBytes(32).toString('base64url');
    this.#tickets.set(ticket, { what, until: this.#clock.now() + TICKET_MS });
    return ticket;
  }

  /** Null where it is none, is for another file, or has run out. */
  find(ticket: string, fileId: string): T | null {
    const found = this.#tickets.get(ticket);
    return found !== undefined && found.what.fileId === fileId && found.until > this.#clock.now() ? found.what : null;
  }

  void(ticket: string): void {
    this.#tickets.delete(ticket);
  }

  /** All that are good now, the oldest first. */
  get all(): readonly { readonly ticket: string; readonly what: T }[] {
    this.#sweep();
    return [...this.#tickets].map(([ticket, { what }]) => ({ ticket, what }));
  }

  #sweep(): void {
    const now = this.#clock.now();
    for (const [ticket, { until }] of this.#tickets) {
      if (until > now && this.#tickets.size < MOST) return;
      this.#tickets.delete(ticket);
    }
  }
}
