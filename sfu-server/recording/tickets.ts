import { randomBytes } from 'node:crypto';
import type { Clock } from '../media/clock.ts';
import type { Account } from '../protocol/session.ts';

/** As long as a long meeting takes to be watched, with pauses, ms. */
export const TICKET_MS = 8 * 60 * 60 * 1000;

export interface Ticket {
  readonly recordingId: string;
  readonly account: Account;
  /** The sign-in that it was given to. */
  readonly signInId: string | null;
  readonly expiresAt: number;
}

/**
 * Who may fetch the contents of which recording. A `<video>` cannot send an access token, so its address carries a ticket:
 * 256 random bits for one account and one recording, in memory only, void when the sign-in ends.
 */
export class Tickets {
  readonly #clock: Clock;
  readonly #tickets = new Map<string, Ticket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  give(recordingId: string, account: Account, signInId: string | null): { ticket: string; expiresAt: number } {
    this.#sweep();
    const ticket = randomBytes(32).toString('base64url');
    const expiresAt = this.#clock.now() + TICKET_MS;
    this.#tickets.set(ticket, { recordingId, account, signInId, expiresAt });
    return { ticket, expiresAt };
  }

  /** Null where it is none, is of another recording, or has run out. */
  find(ticket: string, recordingId: string): Ticket | null {
    const found = this.#tickets.get(ticket);
    if (found === undefined || found.recordingId !== recordingId || found.expiresAt <= this.#clock.now()) return null;
    return found;
  }

  /** Takes back what an account, or one sign-in of it, was given. */
  signedOut(which: { readonly accountId: string } | { readonly signInId: string }): void {
    for (const [ticket, { account, signInId }] of this.#tickets) {
      if ('accountId' in which ? account.id === which.accountId : signInId === which.signInId) this.#tickets.delete(ticket);
    }
  }

  /** The recording is gone. */
  recordingGone(recordingId: string): void {
    for (const [ticket, found] of this.#tickets) if (found.recordingId === recordingId) this.#tickets.delete(ticket);
  }

  #sweep(): void {
    const now = this.#clock.now();
    for (const [ticket, { expiresAt }] of this.#tickets) if (expiresAt <= now) this.#tickets.delete(ticket);
  }
}
