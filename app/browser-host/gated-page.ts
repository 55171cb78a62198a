import { Refusal } from '../../sfu-server/protocol/errors.ts';
import { type BridgeEvent, type BridgeEventName, CALLS, type CallName, type CallResult, type SessionState } from '../bridge/contract.ts';
import type { PageListener } from '../bridge/seat/pages.ts';
import type { SeatPage } from '../bridge/seat/seat.ts';
import type { Host } from '../host/host.ts';
import type { Visitors } from './visitors.ts';

/** What a browser may call before it has signed in on this host. */
const OPEN_CALLS: ReadonlySet<string> = new Set(['session.get', 'session.signIn', 'line.get', 'line.wake', 'settings.get', 'settings.set']);
/** What it is told before. */
const OPEN_EVENTS: ReadonlySet<string> = new Set(['session.changed', 'line.changed']);

/** A page of the host that only a browser that has signed in here can use; to any other it looks like a seat that is empty. */
export class GatedPage {
  readonly #host: Pick<Host, 'account' | 'openPage'>;
  readonly #visitors: Visitors;
  readonly #cookie: string;
  readonly #page: SeatPage;

  constructor(host: Pick<Host, 'account' | 'openPage'>, visitors: Visitors, cookie: string, pageId: string, listener: PageListener) {
    this.#host = host;
    this.#visitors = visitors;
    this.#cookie = cookie;
    const gated = <N extends BridgeEventName>(event: N, data: BridgeEvent<N>): void => {
      if (this.#allowed) listener(event, data);
      else if (OPEN_EVENTS.has(event)) listener(event, 'account' in data ? { ...data, account: null, offlineUntil: undefined } : data);
    };
    this.#page = host.openPage(pageId, gated);
  }

  /** Rejects with `Refusal`. */
  async call(name: string, params: unknown): Promise<CallResult<CallName>> {
    if (!this.#allowed && !OPEN_CALLS.has(name)) throw new Refusal('auth.required', 'Sign in on this console first.');
    const result = await this.#page.call(name, params);
    if (name === 'session.signIn') {
      const account = this.#host.account;
      const asked = CALLS['session.signIn'].params.safeParse(params).data?.username.trim().toLowerCase();
      // Another browser may have signed in as somebody else meanwhile: whose password was not looked at opens nothing. User names have no capitals.
      if (account !== null && account.username === asked) this.#visitors.signedIn(this.#cookie, account.id);
      return result;
    }
    return name === 'session.get' && !this.#allowed ? emptySeat(result as SessionState) : result;
  }

  close(): void {
    this.#page.close();
  }

  get #allowed(): boolean {
    return this.#visitors.mayUse(this.#cookie, this.#host.account?.id ?? null);
  }
}

/** As a console at which nobody sits. */
function emptySeat(session: SessionState): SessionState {
  const { offlineUntil: _, ...rest } = session;
  return { ...rest, account: null };
}
