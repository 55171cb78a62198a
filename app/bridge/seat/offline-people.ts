import type { Account } from '../../../sfu-server/protocol/session.ts';

/** Somebody who was let in without the server. */
export interface OfflinePass {
  readonly account: Account;
  /** Until when, UTC ms, unless the server is heard from before. */
  readonly until: number;
}

/**
 * Who has signed in at this console, and whom it may let in by itself while the server cannot be reached. It keeps a verifier of the
 * password and neither the password nor a token.
 */
export interface OfflinePeople {
  /** Whether anybody could sign in without the server now. */
  readonly possible: boolean;
  /** Keeps who has just signed in at the server; without a password only that they were here. */
  remember(account: Account, password: string | null): Promise<void>;
  /** The server still knows this account: its days begin anew. */
  heardFrom(account: Account): void;
  /** Rejects with `auth.bad_credentials`, `auth.throttled` with the time to wait, or `auth.offline_unknown`. */
  open(username: string, password: string): Promise<OfflinePass>;
  /** The server did not take this password: where it is the one kept here, it has been changed, and opens nothing here any more. */
  refused(username: string, password: string): Promise<void>;
  /** Who had signed in here under this name, however long ago; null for nobody. */
  known(username: string): Account | null;
  /** Somebody who was let in is still here, or was until now: setting the clock back wins no days from before that. */
  seen(accountId: string): void;
  /** Takes the verifier away; that they were here stays known. */
  forgetPassword(accountId: string): void;
  /** Takes everything away, with the copy. */
  erase(accountId: string): void;
}
