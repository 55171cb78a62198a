import type { WebSocket } from 'ws';
import { Refusal } from '../protocol/errors.ts';
import type { NotificationData, NotificationType } from '../protocol/notifications.ts';
import type { Asker, Identity } from '../security/identity.ts';
import { notificationText } from './notification-text.ts';

/** The page of a client that names none. */
export const MAIN_PAGE = 'main';
/** Windows that one console can have open. */
const MOST_PAGES = 64;
/** A peer that lets this much pile up unread, bytes, is let go: it would eat the memory that all the others need. */
const MOST_UNREAD = 64 * 1024 * 1024;

/** Somebody who is signed in on a session. */
export interface Established {
  readonly identity: Identity;
  /** Which sign-in it is; null for guests. */
  readonly signInId: string | null;
  /** Until when it holds without a refresh, UTC ms. */
  readonly expiresAt: number;
}

/** One socket: who is at its other end, and the pages that share it. */
export class Session {
  readonly id: string;
  readonly remoteAddress: string;
  readonly #socket: WebSocket;
  readonly #pages = new Map<string, Asker>();
  /** Answers that wait for their trace in the audit trail, and what has to go out after them. */
  readonly #held: { readonly text: string; ready: boolean }[] = [];
  #established: Established | null = null;

  constructor(id: string, remoteAddress: string, socket: WebSocket) {
    this.id = id;
    this.remoteAddress = remoteAddress;
    this.#socket = socket;
  }

  get established(): Established | null {
    return this.#established;
  }

  get identity(): Identity | null {
    return this.#established?.identity ?? null;
  }

  establish(established: Established | null): void {
    this.#established = established;
  }

  /** Every page that has asked something and is still there. */
  get pages(): Asker[] {
    return [...this.#pages.values()];
  }

  /** @throws Refusal `request.too_many` */
  page(name: string): Asker {
    const known = this.#pages.get(name);
    if (known !== undefined) return known;
    if (this.#pages.size >= MOST_PAGES) throw new Refusal('request.too_many', `A connection may have at most ${MOST_PAGES} pages.`);
    const asker = this.#asker(name);
    this.#pages.set(name, asker);
    return asker;
  }

  /** Forgets a page; null where there is none of that name. */
  forget(name: string): Asker | null {
    const asker = this.#pages.get(name) ?? null;
    this.#pages.delete(name);
    return asker;
  }

  has(asker: Asker): boolean {
    return this.#pages.get(asker.page) === asker;
  }

  /** Says something to all pages. */
  notify<T extends NotificationType>(type: T, data: NotificationData<T>): void {
    this.#send(notificationText(type, data, null));
  }

  /** Sends what has a JSON form, in order; whoever is gone has nothing to hear. */
  send(message: object): void {
    this.#send(JSON.stringify(message));
  }

  /** Sends when `ready` is fulfilled. What is sent meanwhile goes out after it: a notification may build on an answer. */
  sendAfter(ready: Promise<void>, message: object): void {
    const held = { text: JSON.stringify(message), ready: false };
    this.#held.push(held);
    void ready.then(() => {
      held.ready = true;
      while (this.#held[0]?.ready === true) {
        const next = this.#held.shift();
        if (next !== undefined) this.#write(next.text);
      }
    });
  }

  /** Bytes on their way that the other end has not taken yet. */
  get unread(): number {
    return this.#socket.bufferedAmount;
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  #send(text: string): void {
    if (this.#held.length > 0) this.#held.push({ text, ready: true });
    else this.#write(text);
  }

  #write(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > MOST_UNREAD) {
      this.#socket.terminate();
      return;
    }
    this.#socket.send(text);
  }

  #asker(page: string): Asker {
    const session = this;
    return {
      sessionId: session.id,
      page,
      remoteAddress: session.remoteAddress,
      // Read anew each time: one page may sign in, and another asks next.
      get identity() {
        return session.identity;
      },
      notify: (type, data) => session.#send(notificationText(type, data, page === MAIN_PAGE ? null : page)),
    };
  }
}
