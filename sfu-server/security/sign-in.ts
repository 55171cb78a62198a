import { createHash, randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { Refusal, type RefusalValue } from '../protocol/errors.ts';
import type { Account, SignedIn, Tokens } from '../protocol/session.ts';
import { AccountRepository } from '../store/accounts.ts';
import type { Db } from '../store/database.ts';
import { SignInRepository } from '../store/sign-ins.ts';
import { AccessTokens } from './access-tokens.ts';
import { verifyPassword } from './passwords.ts';
import { PER_ADDRESS, PER_USERNAME, Throttle } from './throttle.ts';

/** How long a seat that is switched off stays signed in, ms. A week: over a long holiday one signs in again. */
const REFRESH_VALID_MS = 7 * 24 * 60 * 60 * 1000;
/** Attempts for one account that may wait for the one before them. */
const LONGEST_QUEUE = 32;

export interface Established extends SignedIn {
  readonly signInId: string;
}

export interface Resumed {
  readonly account: Account;
  readonly signInId: string;
  readonly expiresAt: number;
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

  /** @throws Refusal `auth.bad_credentials`, `auth.throttled` with the time to wait, `server.busy` */
  signIn(username: string, password: string, address: string): Promise<Established> {
    return this.#queued(username, async () => {
      this.#byAddress.check(address);
      this.#byUsername.check(username);
      const stored = await this.#accounts.findByUsername(username);
      const right = await verifyPassword(stored?.passwordHash ?? null, password);
      if (stored === null || !right || stored.disabled) {
        this.#byUsername.failed(username);
        this.#byAddress.failed(address);
        throw new Refusal('auth.bad_credentials', 'The user name or the password is not right.');
      }
      this.#byUsername.succeeded(username);
      const signInId = uuidv7();
      const refresh = newToken();
      const createdAt = this.#now();
      const expiresAt = createdAt + REFRESH_VALID_MS;
      await this.#signIns.start({ id: signInId, accountId: stored.account.id, createdAt, expiresAt }, hashOf(refresh));
      return { account: stored.account, signInId, tokens: await this.#tokens(stored.account.id, signInId, refresh, expiresAt) };
    });
  }

  /**
   * Trades a refresh token for the next pair.
   * @param onlyFor the account that the socket has already; another one's token is left unused
   * @throws Refusal `auth.expired`; `auth.revoked` where the token was used before, which ends the sign-in; `auth.already_signed_in`
   */
  async refresh(token: string, onlyFor: string | null): Promise<Established> {
    const hash = hashOf(token);
    const at = this.#now();
    const record = await this.#signIns.findToken(hash);
    if (record === null || record.expiresAt <= at) throw new Refusal('auth.expired', 'The sign-in has expired; sign in again.');
    if (record.endedAt !== null) throw new Refusal('auth.revoked', 'The sign-in has been ended; sign in again.');
    if (onlyFor !== null && onlyFor !== record.accountId) {
      throw new Refusal('auth.already_signed_in', 'This connection belongs to another account; sign out first.');
    }
    const next = newToken();
    const expiresAt = at + REFRESH_VALID_MS;
    if (record.usedAt !== null || !(await this.#signIns.rotate(record.signInId, hash, hashOf(next), at, expiresAt))) {
      const reason = new Refusal('auth.revoked', 'A refresh token was used twice; the sign-in has been ended for safety.');
      await this.#signIns.end(record.signInId, at);
      this.#ended({ signInId: record.signInId }, Refusal.toValue(reason));
      throw reason;
    }
    const account = await this.#standing(record.accountId);
    return { account, signInId: record.signInId, tokens: await this.#tokens(account.id, record.signInId, next, expiresAt) };
  }

  /** @throws Refusal `auth.expired`, `auth.required`, `auth.revoked` */
  async resume(accessToken: string): Promise<Resumed> {
    const claims = await this.#accessTokens.verify(accessToken);
    if (!(await this.#signIns.isOpen(claims.signInId, this.#now()))) {
      throw new Refusal('auth.revoked', 'The sign-in has been ended; sign in again.');
    }
    return { account: await this.#standing(claims.accountId), signInId: claims.signInId, expiresAt: claims.expiresAt };
  }

  async signOut(signInId: string): Promise<void> {
    await this.#signIns.end(signInId, this.#now());
    this.#ended({ signInId }, { code: 'auth.revoked', message: 'The account was signed out.' });
  }

  /** Disables an account and ends all its sessions; false where there is none. */
  async disable(accountId: string): Promise<boolean> {
    if (!(await this.#accounts.setDisabled(accountId, true))) return false;
    await this.#signIns.endAll(accountId, this.#now());
    this.#ended({ accountId }, { code: 'auth.revoked', message: 'The account has been disabled.' });
    return true;
  }

  async #standing(accountId: string): Promise<Account> {
    const stored = await this.#accounts.findById(accountId);
    if (stored === null || stored.disabled) throw new Refusal('auth.revoked', 'The account has been disabled.');
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
