import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { Account } from '../../../sfu-server/protocol/session.ts';
import type { Dispose } from '../bridge.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { OfflinePass, OfflinePeople } from './offline-people.ts';

/** Between two attempts to sign in for real, where the server does not say how long to wait, ms. */
const RETRY_MS = 5_000;
/** How often it is written down that somebody is still here, ms: a power cut loses no more than that. */
const SEEN_MS = 3_600_000;

/** The server's verdicts on who sits here; anything else means: later. */
const ENDING: ReadonlySet<string> = new Set(['auth.bad_credentials', 'auth.disabled', 'request.malformed']);

interface OfflineSeatOptions {
  people: OfflinePeople;
  clock: Clock;
  log: Log;
  /** Signs in at the server. */
  signIn(username: string, password: string): Promise<unknown>;
  /** Whoever sat here without the server has to go. */
  ended(account: Account, reason: Refusal): void;
}

interface Held extends OfflinePass {
  readonly username: string;
  /** In memory only, for the moment in which the server is back. */
  readonly password: string;
}

/** Somebody who sits here without the server's word: let in by this console, and signed in for real as soon as there is a line. */
export class OfflineSeat {
  readonly #options: OfflineSeatOptions;
  #held: Held | null = null;
  #asking: Promise<void> | null = null;
  /** The person left while the server was being asked. */
  #abandoned = false;
  #stopRetry: Dispose = () => {};
  #stopExpiry: Dispose = () => {};
  #stopSeen: Dispose = () => {};

  constructor(options: OfflineSeatOptions) {
    this.#options = options;
  }

  get pass(): OfflinePass | null {
    return this.#held;
  }

  /** Rejects as `OfflinePeople.open`. */
  async open(username: string, password: string): Promise<Account> {
    const { people, clock } = this.#options;
    const pass = await people.open(username, password);
    this.#forget();
    this.#held = { ...pass, username, password };
    this.#stopExpiry = clock.after(Math.max(0, pass.until - clock.now()), () => this.#expire());
    this.#keepSeen(pass.account.id);
    return pass.account;
  }

  /** The machine has slept, and its timers with it. */
  wake(): void {
    if (this.#held !== null && this.#held.until <= this.#options.clock.now()) this.#expire();
  }

  /** There is a line: signs in for real. */
  lineReady(): void {
    this.#stopRetry();
    if (this.#held === null || this.#asking !== null) return;
    this.#asking = this.#signIn(this.#held).finally(() => {
      this.#asking = null;
      this.#abandoned = false;
    });
  }

  /** Resolves when the server is not being asked any more. */
  async settled(): Promise<void> {
    await this.#asking;
  }

  /** The server has let somebody in. False where it was whoever has left meanwhile: nobody wants that session. */
  entered(): boolean {
    this.#forget();
    return !this.#abandoned;
  }

  /** The person signs out, or another one signs in. */
  leave(): void {
    this.#abandoned = this.#held !== null && this.#asking !== null;
    this.#forget();
  }

  async #signIn(held: Held): Promise<void> {
    const { clock, log, signIn } = this.#options;
    try {
      await signIn(held.username, held.password);
    } catch (error) {
      if (this.#held !== held) return;
      const refusal = error instanceof Refusal ? error : new Refusal('server.internal', String(error));
      log('info', 'whoever signed in without a line could not be signed in', { code: refusal.code });
      if (ENDING.has(refusal.code)) this.#end(refusal);
      else this.#stopRetry = clock.after(refusal.retryAfterMs ?? RETRY_MS, () => this.lineReady());
    }
  }

  #keepSeen(accountId: string): void {
    const { people, clock } = this.#options;
    this.#stopSeen = clock.after(SEEN_MS, () => {
      people.seen(accountId);
      this.#keepSeen(accountId);
    });
  }

  #expire(): void {
    this.#end(new Refusal('auth.offline_unknown', 'The server has not been reached for too long; sign in when it is back.'));
  }

  #end(reason: Refusal): void {
    const held = this.#held;
    if (held === null) return;
    this.#forget();
    const { people, ended } = this.#options;
    if (reason.code !== 'auth.bad_credentials') {
      ended(held.account, reason);
      return;
    }
    // They opened this seat: that the server takes them no more means that the password was changed.
    people.forgetPassword(held.account.id);
    ended(held.account, new Refusal('auth.changed', 'The password was changed meanwhile.', { cause: reason }));
  }

  #forget(): void {
    this.#stopRetry();
    this.#stopExpiry();
    this.#stopSeen();
    if (this.#held !== null) this.#options.people.seen(this.#held.account.id);
    this.#held = null;
  }
}
