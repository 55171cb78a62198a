import { createHash, randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { Refusal, type RefusalValue } from '../protocol/errors.ts';
import type { Account, SignedIn, Tokens } from '../protocol/session.ts';
import { AccountRepository } from '../store/accounts.ts';
import type { Db } from '../store/database.ts';
import { SignInRepository } from '../store/sign-ins.ts';
import { AccessTokens } from './access-tokens.ts';
import { checkNewPassword } from './password-rules.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { PER_ADDRESS, PER_USERNAME, Throttle } from './throttle.ts';

/** How long a seat that is switched off stays signed in, ms. A week: over a long holiday one signs in again. */
const REFRESH_VALID_MS = 7 * 24 * 60 * 60 * 1000;
/** How long a refresh token may be shown again whose answer was lost, ms. */
const LOST_ANSWER_MS = 60_000;
/** Attempts for one account that may wait for the one before them. */
const LONGEST_QUEUE = 32;

export interface Established extends SignedIn {
  readonly signInId: string;
  /** How often the account's sign-ins had been ended before it was read: see `endedSince`. */
  readonly asOf: number;
}

export interface Resumed {
  readonly account: Account;
  readonly signInId: string;
  readonly expiresAt: number;
  /** See `Established`. */
  readonly asOf: number;
}

/** Told when sign-ins end other than by their own sign-out, so that open sessions end with them. */
export type SignInEnded = (which: { signInId: string } | { accountId: string }, reason: RefusalValue) => void;

/** Turns names and passwords into sign-ins, keeps them alive by refresh tokens, and ends them. */
export class SignInService {
  readonly #accounts: AccountRepository;
  readonly #signIns: SignInRepository;
  readonly #accessTokens: AccessTokens;
  readonly #now: () => number;
  readonly #byUsername: Throttle;
  readonly #byAddress: Throttle;
  readonly #ended: SignInEnded;
  /** How often all sign-ins of an account have been ended, since this process runs. */
  readonly #endings = new Map<string, number>();
  #endingsInAll = 0;
  /** The last attempt of each username under way; attempts go one after another, or a hundred at once would be one guess to the throttle. */
  readonly #queues = new Map<string, { last: Promise<unknown>; length: number }>();

  constructor(db: Db, options: { key: Uint8Array; ended: SignInEnded; now?: () => number }) {
    this.#now = options.now ?? Date.now;
    this.#accounts = new AccountRepository(db);
    this.#signIns = new SignInRepository(db);
    this.#accessTokens = new AccessTokens(options.key, this.#now);
    this.#byUsername = new Throttle(PER_USERNAME, this.#now);
    this.#byAddress = new Throttle(PER_ADDRESS, this.#now);
    this.#ended = options.ended;
  }

  /** @throws Refusal `auth.bad_credentials`, `auth.disabled`, `auth.throttled` with the time to wait, `server.busy` */
  signIn(username: string, password: string, address: string): Promise<Established> {
    return this.#queued(username, async () => {
      this.#byAddress.check(address);
      this.#byUsername.check(username);
      const asOf = this.#endingsInAll;
      const stored = await this.#accounts.findByUsername(username);
      const right = await verifyPassword(stored?.passwordHash ?? null, password);
      if (stored === null || !right || stored.disabled) {
        this.#byUsername.failed(username);
        this.#byAddress.failed(address);
        // Told only to whoever has the password: their console has to wipe what it keeps.
        if (stored?.disabled && right) throw new Refusal('auth.disabled', 'The account has been disabled.');
        throw new Refusal('auth.bad_credentials', 'The user name or the password is not right.');
      }
      this.#byUsername.succeeded(username);
      const signInId = uuidv7();
      const refresh = newToken();
      const createdAt = this.#now();
      const expiresAt = createdAt + REFRESH_VALID_MS;
      await this.#signIns.start({ id: signInId, accountId: stored.account.id, createdAt, expiresAt }, hashOf(refresh));
      return { account: stored.account, signInId, asOf, tokens: await this.#tokens(stored.account.id, signInId, refresh, expiresAt) };
    });
  }

  /**
   * Trades a refresh token for the next pair. The one before the present is taken once more for a minute: the answer that brought
   * the present one may have been lost with the line.
   * @param onlyFor the account that the socket has already; another one's token is left unused
   * @throws Refusal `auth.expired`; `auth.revoked` where the token was used before, which ends the sign-in; `auth.already_signed_in`
   */
  async refresh(token: string, onlyFor: string | null): Promise<Established> {
    const hash = hashOf(token);
    const at = this.#now();
    const asOf = this.#endingsInAll;
    const record = await this.#signIns.findToken(hash);
    if (record === null || record.expiresAt <= at) throw new Refusal('auth.expired', 'The sign-in has expired; sign in again.');
    if (record.endedAt !== null) {
      await this.#standing(record.accountId);
      throw new Refusal('auth.revoked', 'The sign-in has been ended; sign in again.');
    }
    if (onlyFor !== null && onlyFor !== record.accountId) {
      throw new Refusal('auth.already_signed_in', 'This connection belongs to another account; sign out first.');
    }
    const next = newToken();
    const expiresAt = at + REFRESH_VALID_MS;
    const rotation = { signInId: record.signInId, usedHash: hash, nextHash: hashOf(next), at, expiresAt };
    const rotated =
      record.usedAt === null ? await this.#signIns.rotate(rotation) : await this.#signIns.rotateAgain(rotation, LOST_ANSWER_MS);
    if (!rotated) {
      const reason = new Refusal('auth.revoked', 'A refresh token was used twice; the sign-in has been ended for safety.');
      await this.#signIns.end(record.signInId, at);
      this.#ended({ signInId: record.signInId }, Refusal.toValue(reason));
      throw reason;
    }
    const account = await this.#standing(record.accountId);
    return { account, signInId: record.signInId, asOf, tokens: await this.#tokens(account.id, record.signInId, next, expiresAt) };
  }

  /** @throws Refusal `auth.expired`, `auth.required`, `auth.revoked` */
  async resume(accessToken: string): Promise<Resumed> {
    const claims = await this.#accessTokens.verify(accessToken);
    const asOf = this.#endingsInAll;
    if (!(await this.#signIns.isOpen(claims.signInId, this.#now()))) {
      await this.#standing(claims.accountId);
      throw new Refusal('auth.revoked', 'The sign-in has been ended; sign in again.');
    }
    return { account: await this.#standing(claims.accountId), signInId: claims.signInId, expiresAt: claims.expiresAt, asOf };
  }

  async signOut(signInId: string): Promise<void> {
    await this.#signIns.end(signInId, this.#now());
    this.#ended({ signInId }, { code: 'auth.revoked', message: 'The account was signed out.' });
  }

  /** Disables an account and ends all its sessions; false where there is none. */
  async disable(accountId: string): Promise<boolean> {
    if (!(await this.#accounts.setDisabled(accountId, true))) return false;
    await this.endAll(accountId, { code: 'auth.disabled', message: 'The account has been disabled.' });
    return true;
  }

  /** Ends every sign-in of an account, whose sessions are told why: it was disabled, or is not what it was. */
  async endAll(accountId: string, reason: RefusalValue): Promise<void> {
    await this.#signIns.endAll(accountId, this.#now());
    this.#endingsInAll += 1;
    this.#endings.set(accountId, this.#endingsInAll);
    this.#ended({ accountId }, reason);
  }

  /**
   * Whether all sign-ins of an account were ended after it was read: to be asked in the moment in which a session becomes
   * its own, or one that is just being made would outlive them.
   */
  endedSince(accountId: string, asOf: number): boolean {
    return (this.#endings.get(accountId) ?? 0) > asOf;
  }

  /**
   * Gives an account another password, and ends its sign-ins: whoever knew the old one is out. Guessing the old one is
   * slowed down like guessing at the sign-in.
   * @throws Refusal `password.…`, `auth.throttled`, `auth.revoked`
   */
  changePassword(account: Account, oldPassword: string, newPassword: string): Promise<void> {
    return this.#queued(account.username, async () => {
      this.#byUsername.check(account.username);
      const stored = await this.#accounts.findById(account.id);
      if (stored === null || stored.disabled) throw new Refusal('auth.revoked', 'The account has been disabled.');
      if (!(await verifyPassword(stored.passwordHash, oldPassword))) {
        this.#byUsername.failed(account.username);
        throw new Refusal('password.wrong', 'The present password is not right.');
      }
      this.#byUsername.succeeded(account.username);
      if (oldPassword === newPassword) throw new Refusal('password.same', 'The new password is the present one.');
      checkNewPassword(newPassword, account.username);
      await this.#accounts.change(account.id, { passwordHash: await hashPassword(newPassword), mustChangePassword: false });
      await this.endAll(account.id, { code: 'auth.changed', message: 'The password was changed; sign in with the new one.' });
    });
  }

  async #standing(accountId: string): Promise<Account> {
    const stored = await this.#accounts.findById(accountId);
    if (stored === null || stored.disabled) throw new Refusal('auth.disabled', 'The account has been disabled.');
    return stored.account;
  }

  async #tokens(accountId: string, signInId: string, refreshToken: string, refreshExpiresAt: number): Promise<Tokens> {
    const access = await this.#accessTokens.issue(accountId, signInId);
    return { accessToken: access.token, accessExpiresAt: access.expiresAt, refreshToken, refreshExpiresAt };
  }

  #queued<R>(username: string, attempt: () => Promise<R>): Promise<R> {
    const queue = this.#queues.get(username) ?? { last: Promise.resolve(), length: 0 };
    if (queue.length >= LONGEST_QUEUE) {
      return Promise.reject(new Refusal('server.busy', 'Too many sign-ins of this account at once.', { retryAfterMs: 1000 }));
    }
    const result = queue.last.then(attempt, attempt);
    queue.length += 1;
    queue.last = result
      .catch(() => {})
      .finally(() => {
        queue.length -= 1;
        if (queue.length === 0) this.#queues.delete(username);
      });
    this.#queues.set(username, queue);
    return result;
  }
}

/** 256 bits. */
function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Plain SHA-256 is enough: unlike a password, a random token cannot be guessed. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
