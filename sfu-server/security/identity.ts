import type { Notify } from '../protocol/notifications.ts';
import type { Account } from '../protocol/session.ts';

/** A guest let in by an invitation: one room, one name, nothing else. */
export interface Guest {
  readonly kind: 'guest';
  readonly invitationCode: string;
  readonly roomId: string;
  readonly name: string;
  /** Who the invitation was meant for (申请人, 律师 …). */
  readonly label: string;
}

export interface SignedInAccount {
  readonly kind: 'account';
  readonly account: Account;
}

export type Identity = SignedInAccount | Guest;

/** One page (window) at the other end of a socket, and who sits in front of it. */
export interface Asker {
  readonly sessionId: string;
  readonly page: string;
  readonly identity: Identity | null;
  readonly remoteAddress: string;
  readonly notify: Notify;
}

/** An asker that has signed in. */
export interface AccountAsker extends Asker {
  readonly identity: SignedInAccount;
}

/** What tells one page from every other. */
export function pageKey(asker: Asker): string {
  return `${asker.sessionId}/${asker.page}`;
}
