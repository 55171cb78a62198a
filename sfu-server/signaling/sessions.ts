import type { RefusalValue } from '../protocol/errors.ts';
import type { NotificationData, NotificationType } from '../protocol/notifications.ts';
import type { Account } from '../protocol/session.ts';
import type { Audience } from '../security/audience.ts';
import type { Asker } from '../security/identity.ts';
import type { Established, Session } from './session.ts';
import { lapse } from './standing.ts';

/**
 * Why nobody sits at a page any more: its socket is gone and may come back (`line`), or the page is closed or has become
 * somebody else's (`page`).
 */
export type PageEnd = 'line' | 'page';
export type PageClosed = (asker: Asker, end: PageEnd) => void;

/** All sockets that are open, and who to tell when a page of one is gone. */
export class Sessions implements Audience {
  readonly #sessions = new Map<string, Session>();
  readonly #pageClosed = new Set<PageClosed>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  get size(): number {
    return this.#sessions.size;
  }

  get signedIn(): number {
    let count = 0;
    for (const session of this.#sessions.values()) if (session.identity !== null) count += 1;
    return count;
  }

  /** How many sockets are signed in with an account. */
  countOf(accountId: string): number {
    return this.accounts.filter(({ account }) => account.id === accountId).length;
  }

  /** Every socket that an account is signed in on. */
  get accounts(): { readonly sessionId: string; readonly account: Account; readonly remoteAddress: string }[] {
    return [...this.#sessions.values()].flatMap(({ id, identity, remoteAddress }) =>
      identity?.kind === 'account' ? [{ sessionId: id, account: identity.account, remoteAddress }] : [],
    );
  }

  /** Of every socket that may be sent its account's rows at `now` (UTC ms). */
  readers(now: number): Account[] {
    return [...this.#sessions.values()].flatMap(({ identity, established }) =>
      identity?.kind === 'account' && lapse(established, now) === null ? [identity.account] : [],
    );
  }

  add(session: Session): void {
    this.#sessions.set(session.id, session);
  }

  get(id: string): Session | null {
    return this.#sessions.get(id) ?? null;
  }

  /** The socket is closed: all that its pages held is let go. */
  remove(session: Session): void {
    if (!this.#sessions.delete(session.id)) return;
    for (const asker of session.pages) this.letGo(asker, 'line');
    session.establish(null);
  }

  /** Called for each page that is closed, loses its socket or its identity. What it holds must be let go. */
  onPageClosed(listener: PageClosed): () => void {
    this.#pageClosed.add(listener);
    return () => this.#pageClosed.delete(listener);
  }

  /** A page (window) is gone while the others of its socket stay. */
  closePage(session: Session, page: string): void {
    const asker = session.forget(page);
    if (asker !== null) this.letGo(asker, 'page');
  }

  /** Tells the listeners that nobody sits behind this asker any more. Twice does no harm. */
  letGo(asker: Asker, end: PageEnd): void {
    for (const listener of this.#pageClosed) {
      try {
        listener(asker, end);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  /** Makes a session somebody's, or nobody's. Whoever it was before loses what the pages held. */
  establish(session: Session, established: Established | null): void {
    if (session.identity !== null && !isSame(session.established, established)) {
      for (const asker of session.pages) this.letGo(asker, 'page');
    }
    session.establish(established);
  }

  /** Ends what matches, telling each why. */
  end(which: { signInId: string } | { accountId: string }, reason: RefusalValue, except: string | null = null): void {
    for (const session of this.#sessions.values()) {
      const identity = session.identity;
      if (session.id === except || identity?.kind !== 'account') continue;
      const hit = 'signInId' in which ? session.established?.signInId === which.signInId : identity.account.id === which.accountId;
      if (!hit) continue;
      this.establish(session, null);
      session.notify('session.ended', { reason });
    }
  }

  /** @param data also gets the session, and with it its sign-in and the bytes that it has not taken yet */
  tell<T extends NotificationType>(type: T, data: (account: Account, session: Session) => NotificationData<T> | null): void {
    for (const session of this.#sessions.values()) {
      const identity = session.identity;
      if (identity?.kind !== 'account') continue;
      const mine = data(identity.account, session);
      if (mine !== null) session.notify(type, mine);
    }
  }

  closeAll(code: number, reason: string): void {
    for (const session of this.#sessions.values()) session.close(code, reason);
  }
}

function isSame(before: Established | null, after: Established | null): boolean {
  const a = before?.identity;
  const b = after?.identity;
  if (a === undefined || b === undefined) return false;
  if (a.kind === 'account') return b.kind === 'account' && a.account.id === b.account.id;
  return b.kind === 'guest' && a.invitationCode === b.invitationCode;
}
