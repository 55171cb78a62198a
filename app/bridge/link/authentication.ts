import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import { REQUESTS } from '../../../sfu-server/protocol/requests/index.ts';
import { signedInSchema } from '../../../sfu-server/protocol/session.ts';
import type { Dispose } from '../bridge.ts';
import type { Clock } from '../clock.ts';
import type { GuestPass, LinkSession } from './session.ts';

/** Part of an access token's life after which the next pair is asked for. */
const REFRESH_AFTER = 0.7;
/** An access token with less life than this is not worth showing. */
const SPENT_MS = 5_000;
const REFRESH_RETRY_MS = 5_000;
/** Timers beyond 2^31 ms fire at once; a day is far below. */
const LONGEST_TIMER_MS = 86_400_000;

/** Refusals after which the tokens are worth nothing; any other means: later. */
const ENDING: ReadonlySet<string> = new Set([
  'auth.disabled',
  'auth.expired',
  'auth.revoked',
  'auth.required',
  'auth.bad_credentials',
  'request.malformed',
]);
const GUEST_ENDING: ReadonlySet<string> = new Set(['invitation.unknown', 'invitation.expired', 'room.ended', 'room.unknown']);

interface AuthenticationOptions {
  clock: Clock;
  session: LinkSession | null;
  ask(type: string, data: unknown): Promise<unknown>;
  changed(session: LinkSession | null, reason: Refusal | null): void;
}

/** Keeps a link the same somebody: takes the session up on each new socket and refreshes tokens before they end. */
export class Authentication {
  readonly #options: AuthenticationOptions;
  #session: LinkSession | null;
  #guest: GuestPass | null = null;
  /** The server's clock less ours, ms: a wrong clock on an office machine must not end a session. */
  #clockOffset = 0;
  #stopTimer: Dispose = () => {};
  #paused = true;
  #refreshing: Promise<void> | null = null;

  constructor(options: AuthenticationOptions) {
    this.#options = options;
    this.#session = options.session;
  }

  get session(): LinkSession | null {
    return this.#session;
  }

  serverTime(at: number): void {
    this.#clockOffset = at - this.#options.clock.now();
  }

  get serverAheadMs(): number {
    return this.#clockOffset;
  }

  /** The tokens of a fresh sign-in. */
  take(session: LinkSession): void {
    this.#guest = null;
    this.#accept(session);
  }

  forget(reason: Refusal | null): void {
    this.#stopTimer();
    this.#guest = null;
    if (this.#session === null) return;
    this.#session = null;
    this.#options.changed(null, reason);
  }

  rememberGuest(params: unknown): void {
    const parsed = REQUESTS['auth.guest'].params.safeParse(params);
    if (parsed.success) this.#guest = parsed.data;
  }

  /**
   * Makes the new socket somebody's: with the access token while it is good, else with the refresh token.
   * Resolves also when the session turned out to be over (that is told by `changed`); rejects when it could not be found out.
   */
  async resume(): Promise<void> {
    this.#paused = false;
    if (this.#guest !== null) return this.#resumeGuest(this.#guest);
    const session = this.#session;
    if (session === null) return;
    if (session.tokens.accessExpiresAt - this.#now() > SPENT_MS && (await this.#resumeWithAccessToken(session))) return;
    await this.#refresh();
  }

  /** The line is down: no refreshing until the next `resume`. */
  pause(): void {
    this.#paused = true;
    this.#stopTimer();
  }

  dispose(): void {
    this.pause();
  }

  async #resumeWithAccessToken(session: LinkSession): Promise<boolean> {
    try {
      const answer = REQUESTS['auth.resume'].result.parse(
        await this.#options.ask('auth.resume', { accessToken: session.tokens.accessToken }),
      );
      if (this.#session === session) this.#accept({ account: answer.account, tokens: session.tokens });
      return true;
    } catch (error) {
      if (error instanceof Refusal && ENDING.has(error.code)) return false;
      throw error;
    }
  }

  /** The server holds the access token for spent, whatever our clocks say: trades the refresh token now. Rejects as `resume`. */
  renew(): Promise<void> {
    return this.#refresh();
  }

  /** One at a time: a refresh token that is shown twice ends the sign-in. */
  #refresh(): Promise<void> {
    this.#refreshing ??= this.#tradeTokens().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #tradeTokens(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    try {
      const answer = signedInSchema.parse(await this.#options.ask('auth.refresh', { refreshToken: session.tokens.refreshToken }));
      if (this.#session === session) this.#accept(answer);
    } catch (error) {
      if (!(error instanceof Refusal) || !ENDING.has(error.code)) throw error;
      if (this.#session === session) this.forget(error);
    }
  }

  async #resumeGuest(guest: GuestPass): Promise<void> {
    try {
      await this.#options.ask('auth.guest', guest);
    } catch (error) {
      if (!(error instanceof Refusal) || !GUEST_ENDING.has(error.code)) throw error;
      // The room or the invitation is over: what the page asks next is refused with the reason.
      this.#guest = null;
    }
  }

  #accept(session: LinkSession): void {
    this.#session = session;
    this.#options.changed(session, null);
    const life = session.tokens.accessExpiresAt - this.#now();
    this.#refreshIn(Math.min(Math.max(0, life * REFRESH_AFTER), LONGEST_TIMER_MS));
  }

  #refreshIn(delayMs: number): void {
    this.#stopTimer();
    if (this.#paused) return;
    this.#stopTimer = this.#options.clock.after(delayMs, () => {
      this.#refresh().catch(() => this.#refreshIn(REFRESH_RETRY_MS));
    });
  }

  #now(): number {
    return this.#options.clock.now() + this.#clockOffset;
  }
}
