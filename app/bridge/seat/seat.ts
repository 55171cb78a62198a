import { Refusal, type RefusalValue } from '../../../sfu-server/protocol/errors.ts';
import { NOTIFICATIONS } from '../../../sfu-server/protocol/notifications.ts';
import { roomFilePath } from '../../../sfu-server/protocol/room-file.ts';
import type { Account } from '../../../sfu-server/protocol/session.ts';
import { fromBase64, toBase64 } from '../attachments/base64.ts';
import { FetchLine } from '../attachments/fetch-line.ts';
import { RoomFileLine } from '../attachments/room-file-line.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { CallName, CallResult, LineState, SessionState } from '../contract.ts';
import { ServerLink } from '../link/server-link.ts';
import type { LinkSession } from '../link/session.ts';
import { type Log, silentLog } from '../log.ts';
import { AccountCopy } from './account-copy.ts';
import { answerCall, type CallAnswers } from './answer-call.ts';
import { dataAnswers } from './data-answers.ts';
import type { OfflinePass } from './offline-people.ts';
import { OfflineSeat } from './offline-seat.ts';
import { type PageListener, Pages } from './pages.ts';
import type { SeatOptions } from './seat-options.ts';

/** One window's end of a seat. */
export interface SeatPage {
  /** Rejects with `Refusal`. */
  call(name: string, params: unknown): Promise<CallResult<CallName>>;
  close(): void;
}

/** Requests that the seat makes by itself; a page that made them would pull the ground from under it. */
const OWN_REQUESTS: ReadonlySet<string> = new Set([
  'auth.signIn',
  'auth.refresh',
  'auth.resume',
  'auth.signOut',
  'page.close',
  'ping',
  'sync.push',
]);

/** Ends of a session after which the password that opened it may not be good any more. */
const PASSWORD_IN_DOUBT: ReadonlySet<string> = new Set(['auth.disabled', 'auth.changed', 'auth.revoked']);

/** What stands behind the pages of one seat: the line, who is signed in, the copy of the rows. Knows no host. */
export class Seat {
  readonly #options: SeatOptions & { clock: Clock; log: Log };
  readonly #link: ServerLink;
  readonly #offline: OfflineSeat | null;
  readonly #roomFiles: RoomFileLine;
  readonly #pages = new Pages();
  readonly #copy: AccountCopy;
  #ended: RefusalValue | null = null;

  constructor(options: SeatOptions) {
    this.#options = { ...options, clock: options.clock ?? systemClock, log: options.log ?? silentLog };
    this.#link = this.#newLink(options.session ?? null);
    this.#copy = new AccountCopy({ seat: this.#options, link: this.#link, pages: this.#pages, lineChanged: () => this.#tellLine() });
    this.#offline = this.#newOfflineSeat();
    this.#roomFiles = new RoomFileLine(
      (ticketOf) => options.openContentLine?.(ticketOf, roomFilePath) ?? new FetchLine(options.serverUrl, ticketOf, roomFilePath),
    );
    this.#link.on('phase', (phase) => {
      if (phase === 'ready') {
        this.#copy.data?.lineReady();
        this.#offline?.lineReady();
      }
      this.#tellLine();
    });
    this.#link.on('rtt', () => this.#tellLine());
    this.#link.on('welcome', () => this.#tellSession());
    this.#link.on('session', ({ session, reason }) => this.#sessionChanged(session, reason));
    this.#link.on('notification', (notification) => this.#notified(notification.type, notification.data, notification.page));
    this.#copy.open(this.#link.account);
    this.#link.start();
  }

  get account(): Account | null {
    return this.#link.account ?? this.#pass?.account ?? null;
  }

  get #pass(): OfflinePass | null {
    return this.#offline?.pass ?? null;
  }

  /** `id` is told to the server with each request of the page; null for a page that is alone. */
  openPage(id: string | null, listener: PageListener): SeatPage {
    const leave = this.#pages.open(id, listener);
    const answers = this.#answersFor(id);
    return {
      call: (name, params) => answerCall(answers, name, params),
      close: () => {
        if (!leave() || id === null || !this.#link.ready) return;
        // What the page held is let go; if the line is cut, the server notices by itself.
        this.#link.request('page.close', { page: id }).catch(() => undefined);
      },
    };
  }

  sessionState(): SessionState {
    const welcome = this.#link.welcome;
    const pass = this.#pass;
    return {
      account: this.account,
      serverUrl: this.#options.serverUrl,
      host: this.#options.host,
      rtpCapabilities: welcome?.rtpCapabilities ?? null,
      demo: welcome?.demo ?? false,
      ...(welcome === null ? {} : { serverAheadMs: this.#link.serverAheadMs }),
      ...(this.#ended === null ? {} : { ended: this.#ended }),
      ...(this.#options.people?.possible === true ? { offlineSignIn: true } : {}),
      ...(pass === null ? {} : { offlineUntil: pass.until }),
    };
  }

  lineState(): LineState {
    const { busy, ...rows } = this.#copy.data?.line() ?? { busy: false, waiting: 0, refused: 0, lastSyncedAt: null, progress: null };
    // Without the server's word on who sits here nothing goes either way, whatever the socket says.
    const state = !this.#link.ready || this.#pass !== null ? 'offline' : busy ? 'syncing' : 'online';
    return { state, rttMs: this.#link.rttMs, ...rows };
  }

  /** See ServerLink.wake. */
  wake(): void {
    this.#offline?.wake();
    this.#link.wake();
  }

  close(): void {
    this.#offline?.leave();
    this.#roomFiles.close();
    this.#link.dispose();
    this.#copy.close();
    this.#pages.clear();
  }

  #newLink(session: LinkSession | null): ServerLink {
    const { connect, clock, log, random } = this.#options;
    return new ServerLink({ connect, clock, log, session, ...(random === undefined ? {} : { random }) });
  }

  #answersFor(page: string | null): CallAnswers {
    const link = this.#link;
    return {
      'session.get': () => this.sessionState(),
      'session.signIn': ({ username, password }) => this.#signIn(username, password),
      'session.signOut': async () => {
        await this.#signOut();
        return {};
      },
      'cache.wipe': async () => {
        const account = this.account;
        if (account === null) throw new Refusal('auth.required', 'Nobody is signed in at this console.');
        await this.#signOut();
        this.#copy.wipe(account);
        return {};
      },
      'line.get': () => this.lineState(),
      'line.wake': () => {
        this.wake();
        return {};
      },
      'server.request': ({ type, data }) => {
        if (OWN_REQUESTS.has(type) || (type === 'auth.guest' && page !== null)) {
          throw new Refusal('request.unknown', `${type} is not for pages.`);
        }
        if (this.#pass !== null) throw new Refusal('line.offline', 'The server does not know yet who is signed in here.');
        return link.requestRaw(type, data, page === null ? {} : { page });
      },
      ...dataAnswers(
        () => this.#copy.mustBeOpen(this.account),
        () => this.#copy.data,
      ),
      'roomFile.send': ({ fileId, ticket, offset, base64 }) => this.#roomFiles.send(fileId, ticket, offset, fromBase64(base64)),
      'roomFile.read': async ({ fileId, ticket, offset, length }) => ({
        base64: toBase64(await this.#roomFiles.read(fileId, ticket, offset, length)),
      }),
      'settings.get': ({ key }) => ({ value: this.#options.settings.get(key) }),
      'settings.set': ({ key, value }) => {
        this.#options.settings.set(key, value);
        return {};
      },
    };
  }

  async #signIn(username: string, password: string): Promise<SessionState> {
    // An attempt for whoever sits here without a line would meet this one on the same socket.
    await this.#offline?.settled();
    try {
      await this.#remember(await this.#signInAtServer(username, password), password);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code !== 'line.offline' || this.#offline === null || this.#options.people?.possible !== true) {
        await this.#refusedAtServer(username, password, error);
        throw error;
      }
      await this.#signInOffline(this.#offline, username, password);
    }
    this.#tellSession();
    return this.sessionState();
  }

  async #signInAtServer(username: string, password: string): Promise<LinkSession> {
    if (this.#link.session === null) return this.#link.signIn(username, password);
    // Somebody is signed in here: whoever comes next proves it on a line of their own, and only then takes over.
    const own = this.#newLink(null);
    try {
      own.start();
      const session = await own.signIn(username, password);
      await this.#link.signOut();
      this.#link.adopt(session);
      return session;
    } finally {
      own.dispose();
    }
  }

  async #signInOffline(offline: OfflineSeat, username: string, password: string): Promise<void> {
    const signedIn = this.#link.account;
    const account = await offline.open(username, password);
    // Whoever is signed in here shows to another browser that it is them: nothing changes.
    if (signedIn?.id === account.id) return offline.leave();
    if (signedIn !== null) await this.#link.signOut();
    this.#ended = null;
    this.#copy.open(account);
    this.#tellLine();
    // It may have come back while the password was looked at.
    if (this.#link.ready) offline.lineReady();
  }

  /** A password that has to be changed first opens nothing here. */
  async #remember({ account }: LinkSession, password: string): Promise<void> {
    await this.#options.people?.remember(account, account.mustChangePassword === true ? null : password);
  }

  /** What the server's refusal of a name and a password means for what is kept here of them. */
  async #refusedAtServer(username: string, password: string, why: Refusal): Promise<void> {
    const { people, log } = this.#options;
    if (why.code === 'auth.bad_credentials') await people?.refused(username, password);
    const account = why.code === 'auth.disabled' ? (people?.known(username) ?? null) : null;
    // Of whoever sits here just now, the end of their session says the same.
    if (account === null || account.id === this.#copy.data?.account.id) return;
    log('info', 'the account was disabled while it was away', { account: account.id });
    this.#copy.wipe(account);
    this.#tellSession();
  }

  #newOfflineSeat(): OfflineSeat | null {
    const { people, clock, log } = this.#options;
    if (people === undefined) return null;
    return new OfflineSeat({
      people,
      clock,
      log,
      signIn: async (username, password) => this.#remember(await this.#link.signIn(username, password), password),
      ended: (account, reason) => this.#leaveOffline(account, reason),
    });
  }

  async #signOut(): Promise<void> {
    const pass = this.#pass;
    if (pass !== null) {
      this.#offline?.leave();
      this.#leaveOffline(pass.account, null);
    }
    await this.#link.signOut();
  }

  /** Closes the copy; what waits in it stays until its person signs in at the server. */
  #leaveOffline(account: Account, reason: Refusal | null): void {
    this.#ended = reason === null ? null : Refusal.toValue(reason);
    if (reason !== null) this.#options.log('info', 'whoever signed in without a line had to go', { code: reason.code });
    this.#copy.open(null);
    if (reason?.code === 'auth.disabled') this.#copy.wipe(account);
    this.#tellSession();
    this.#tellLine();
  }

  #sessionChanged(session: LinkSession | null, reason: Refusal | null): void {
    const wasOffline = this.#pass !== null;
    if (session !== null && this.#offline?.entered() === false) {
      void this.#link.signOut();
      return;
    }
    this.#options.keepSession?.(session);
    if (session !== null) this.#options.people?.heardFrom(session.account);
    this.#ended = session === null && reason !== null ? Refusal.toValue(reason) : null;
    if (reason !== null) this.#options.log('info', 'the session has ended', { code: reason.code });
    const before = this.#copy.data?.account ?? null;
    if (session?.account.id !== before?.id) this.#copy.open(session?.account ?? null);
    else if (wasOffline && this.#link.ready) this.#copy.data?.lineReady();
    if (before !== null && reason !== null && PASSWORD_IN_DOUBT.has(reason.code)) this.#options.people?.forgetPassword(before.id);
    // Its rows are other people's affairs: they do not stay on a machine whose person may no longer see them, unsent changes included.
    if (before !== null && reason?.code === 'auth.disabled') this.#copy.wipe(before);
    this.#tellSession();
    this.#tellLine();
  }

  #notified(type: string, data: unknown, page: string | undefined): void {
    if (type === 'sync.changed') {
      const changed = NOTIFICATIONS['sync.changed'].safeParse(data);
      if (changed.success) this.#copy.data?.poke(changed.data);
      return;
    }
    this.#pages.tellNotification(type, data, page);
  }

  #tellLine(): void {
    this.#pages.tellLine(this.lineState());
  }

  #tellSession(): void {
    this.#pages.tellSession(this.sessionState());
  }
}
