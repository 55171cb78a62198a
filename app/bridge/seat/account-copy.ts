import { ENTITY_NAMES } from '../../../sfu-server/protocol/entities/index.ts';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { Account } from '../../../sfu-server/protocol/session.ts';
import { FetchLine } from '../attachments/fetch-line.ts';
import { MemoryContent } from '../attachments/memory-content.ts';
import type { Clock } from '../clock.ts';
import type { ServerLink } from '../link/server-link.ts';
import type { Log } from '../log.ts';
import { AccountData } from './account-data.ts';
import type { Pages } from './pages.ts';
import type { SeatOptions } from './seat-options.ts';

interface AccountCopyOptions {
  readonly seat: SeatOptions & { clock: Clock; log: Log };
  readonly link: ServerLink;
  readonly pages: Pages;
  readonly lineChanged: () => void;
}

/** The copy of the rows of whoever sits here: opened and closed with them, and deleted where they may no longer see it. */
export class AccountCopy {
  readonly #options: AccountCopyOptions;
  #data: AccountData | null = null;
  /** Why there is no copy although somebody is signed in. */
  #failure: Refusal | null = null;

  constructor(options: AccountCopyOptions) {
    this.#options = options;
  }

  get data(): AccountData | null {
    return this.#data;
  }

  /** Closes what is open and opens the copy of that account; null leaves none. Pages are told to forget what they show. */
  open(account: Account | null): void {
    const { pages, seat } = this.#options;
    const before = this.#data;
    before?.close();
    this.#data = null;
    if (account !== null) {
      try {
        this.#data = this.#newData(account);
        this.#failure = null;
      } catch (error) {
        this.#failure = error instanceof Refusal ? error : null;
        seat.log('error', 'the copy of the rows could not be opened', { error: String(error) });
      }
    }
    if (before === null && account === null) return;
    for (const entity of ENTITY_NAMES) pages.tell('data.changed', { entity, put: [], removed: [], pendingIds: [], reset: true });
    pages.tell('outbox.changed', { items: this.#data?.outbox() ?? [] });
    pages.tell('attachment.changed', { items: this.#data?.transfers() ?? [] });
  }

  /** @throws Refusal `auth.required` where nobody is signed in, or why the copy could not be opened */
  mustBeOpen(account: Account | null): AccountData {
    if (this.#data !== null) return this.#data;
    if (account === null) throw new Refusal('auth.required', 'Nobody is signed in at this console.');
    throw this.#failure ?? new Refusal('cache.unavailable', 'The copy of the rows on this machine cannot be opened.');
  }

  /** Deletes what is kept here of an account, its copy closed before. @throws Refusal `cache.unavailable` */
  wipe(account: Account): void {
    const { people, wipeStore, log } = this.#options.seat;
    people?.erase(account.id);
    try {
      wipeStore?.(account);
      log('info', 'the copy of the rows was wiped', { account: account.id });
    } catch (error) {
      log('error', 'the copy of the rows could not be wiped', { account: account.id, error: String(error) });
      throw new Refusal('cache.unavailable', 'The copy of the rows on this machine could not be deleted.', { cause: error });
    }
  }

  close(): void {
    this.#data?.close();
    this.#data = null;
  }

  #newData(account: Account): AccountData {
    const { seat, link, pages, lineChanged } = this.#options;
    const { clock, log, lazy, queueOffline } = seat;
    const token = () => link.session?.tokens.accessToken ?? null;
    return new AccountData({
      account,
      link,
      store: seat.openStore(account),
      content: seat.openContent?.(account) ?? new MemoryContent(),
      contentLine: seat.openContentLine?.(token) ?? new FetchLine(seat.serverUrl, token),
      clock,
      log,
      lazy,
      queueOffline,
      dataChanged: (data) => pages.tell('data.changed', data),
      outboxChanged: (items) => pages.tell('outbox.changed', { items }),
      transfersChanged: (items) => pages.tell('attachment.changed', { items }),
      lineChanged,
    });
  }
}
