import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import { NOTIFICATIONS } from '../../../sfu-server/protocol/notifications.ts';
import type { RequestParams, RequestResult, RequestType } from '../../../sfu-server/protocol/requests/index.ts';
import type { Account } from '../../../sfu-server/protocol/session.ts';
import { PROTOCOL_VERSION } from '../../../sfu-server/protocol/version.ts';
import type { Dispose } from '../bridge.ts';
import { systemClock } from '../clock.ts';
import { Emitter } from '../emitter.ts';
import { silentLog } from '../log.ts';
import { Authentication } from './authentication.ts';
import { Backoff } from './backoff.ts';
import { Heartbeat } from './heartbeat.ts';
import type { LinkEvents, LinkPhase, RequestOptions, ServerLinkOptions, Welcome } from './link-events.ts';
import { parseAnswer, parseMessage } from './messages.ts';
import { OpenRequests } from './open-requests.ts';
import type { LinkSession } from './session.ts';
import type { Socket } from './socket.ts';

const REQUEST_TIMEOUT_MS = 10_000;
/** From the first attempt to the server's `welcome`; includes a TLS handshake on a slow machine. */
const CONNECT_TIMEOUT_MS = 5_000;
/** A line that held this long was a good one: after it, attempts begin quickly again. */
const STABLE_MS = 5_000;
/** Argon2id on a busy server takes its time, and a throttled sign-in is answered late. */
const SIGN_IN_TIMEOUT_MS = 20_000;

/** The wire to the server: one socket at a time, kept alive, made anew when it dies, always as the same somebody. */
export class ServerLink {
  readonly #events: Emitter<LinkEvents>;
  readonly #options: Required<ServerLinkOptions>;
  readonly #backoff: Backoff;
  readonly #requests: OpenRequests;
  readonly #authentication: Authentication;
  #phase: LinkPhase = 'idle';
  #socket: Socket | null = null;
  #heartbeat: Heartbeat | null = null;
  #stopTimer: Dispose = () => {};
  #welcome: Welcome | null = null;
  #rttMs: number | null = null;
  #lastFailure: Refusal | null = null;
  /** True until the first attempt has come to an end: requests made meanwhile wait for it. */
  #firstAttempt = true;
  #readyAt = 0;
  #held: { release(): void; reject(refusal: Refusal): void }[] = [];

  constructor(options: ServerLinkOptions) {
    this.#options = { clock: systemClock, random: Math.random, log: silentLog, session: null, ...options };
    const { clock, log, random, session } = this.#options;
    this.#events = new Emitter((error) => log('error', 'a listener of the link failed', { error: String(error) }));
    this.#backoff = new Backoff(random);
    this.#requests = new OpenRequests(clock);
    this.#authentication = new Authentication({
      clock,
      session,
      ask: (type, data) => this.#ask(type, data),
      changed: (next, reason) => this.#events.emit('session', { session: next, reason }),
    });
  }

  get phase(): LinkPhase {
    return this.#phase;
  }

  get ready(): boolean {
    return this.#phase === 'ready';
  }

  /** Round trip of the last ping, ms; null while there is no line. */
  get rttMs(): number | null {
    return this.#rttMs;
  }

  get welcome(): Welcome | null {
    return this.#welcome;
  }

  /** By how much the server's clock is ahead of this machine's, ms; 0 before the first welcome. */
  get serverAheadMs(): number {
    return this.#authentication.serverAheadMs;
  }

  get session(): LinkSession | null {
    return this.#authentication.session;
  }

  get account(): Account | null {
    return this.#authentication.session?.account ?? null;
  }

  on<N extends keyof LinkEvents>(name: N, listener: (data: LinkEvents[N]) => void): Dispose {
    return this.#events.on(name, listener);
  }

  start(): void {
    if (this.#phase === 'idle') this.#connect();
  }

  /** The machine woke up or the network came back: try now. */
  wake(): void {
    if (this.#phase === 'waiting') {
      this.#backoff.reset();
      this.#connect();
    } else this.#heartbeat?.probe();
  }

  /**
   * Sends a request. Rejects with what the server refused, `line.offline` at once while there is no line
   * (the reason in its sentence; `line.untrusted` where the server is not the one we know), or `request.timeout`.
   */
  async request<T extends RequestType>(type: T, data: RequestParams<T>, options: RequestOptions = {}): Promise<RequestResult<T>> {
    const answer = await this.requestRaw(type, data, options);
    return parseAnswer(type, answer);
  }

  /** The same for a type and data that the caller has not checked: the server does. */
  async requestRaw(type: string, data: unknown, options: RequestOptions = {}): Promise<unknown> {
    // Without a pause where none is needed: between here and the sending the socket could become another one that is not open yet.
    if (!this.ready) await this.#letThrough();
    const answer = await this.#askAsSomebody(type, data, options);
    if (type === 'auth.guest') this.#authentication.rememberGuest(data);
    return answer;
  }

  async signIn(username: string, password: string): Promise<LinkSession> {
    const session = await this.request('auth.signIn', { username, password }, { timeoutMs: SIGN_IN_TIMEOUT_MS });
    this.#authentication.take(session);
    return session;
  }

  /** Becomes the one of tokens that were got on another socket. */
  adopt(session: LinkSession): void {
    this.#authentication.take(session);
    this.#lose(null);
    this.wake();
  }

  /** Gives up the session; the server is told if it can be. */
  async signOut(): Promise<void> {
    const wasSomebody = this.ready && this.session !== null;
    const told = wasSomebody ? this.#ask('auth.signOut', {}, { timeoutMs: 2_000 }).catch(() => undefined) : Promise.resolve();
    this.#authentication.forget(null);
    await told;
  }

  /** Ends everything; open requests are rejected. */
  dispose(): void {
    if (this.#phase === 'closed') return;
    this.#tearDown();
    this.#authentication.dispose();
    this.#setPhase('closed');
    this.#rejectAll(new Refusal('request.cancelled', 'The console is closing.'));
    this.#events.clear();
  }

  #connect(): void {
    this.#tearDown();
    this.#setPhase('connecting');
    this.#stopTimer = this.#options.clock.after(CONNECT_TIMEOUT_MS, () =>
      this.#lose(new Refusal('line.offline', `The server did not answer within ${CONNECT_TIMEOUT_MS / 1000} s.`)),
    );
    // A listener of an older socket must not touch the present one.
    let current = true;
    const socket = this.#options.connect({
      opened: () => {},
      message: (text) => {
        if (current && this.#phase !== 'closed') this.#receive(text);
      },
      closed: (why) => {
        if (current) this.#lose(why);
      },
    });
    this.#socket = {
      send: (text) => socket.send(text),
      drop: () => {
        current = false;
        socket.drop();
      },
    };
  }

  #receive(text: string): void {
    this.#heartbeat?.heard();
    const message = parseMessage(text);
    if (message === null) {
      this.#options.log('warn', 'the server sent something that is not of this protocol');
    } else if ('ok' in message) {
      this.#requests.answer(message);
    } else if (message.type === 'welcome') {
      this.#greet(message.data);
    } else {
      if (message.type === 'session.ended') this.#endSession(message.data);
      this.#events.emit('notification', { type: message.type, data: message.data, page: message.page });
    }
  }

  #greet(data: unknown): void {
    if (this.#phase !== 'connecting') return;
    const welcome = NOTIFICATIONS.welcome.safeParse(data);
    if (!welcome.success) {
      this.#lose(new Refusal('request.wrong_version', "The server's welcome is not of this protocol.", { cause: welcome.error }));
      return;
    }
    if (welcome.data.protocolVersion !== PROTOCOL_VERSION) {
      this.#lose(
        new Refusal('request.wrong_version', `The server speaks protocol ${welcome.data.protocolVersion}, we ${PROTOCOL_VERSION}.`),
      );
      return;
    }
    this.#stopTimer();
    this.#welcome = welcome.data;
    this.#authentication.serverTime(welcome.data.serverTime);
    this.#startHeartbeat();
    this.#events.emit('welcome', welcome.data);
    this.#setPhase('authenticating');
    const socket = this.#socket;
    this.#authentication.resume().then(
      () => {
        if (this.#socket === socket && this.#phase === 'authenticating') this.#becomeReady();
      },
      (error: unknown) => {
        if (this.#socket === socket) this.#lose(error instanceof Refusal ? error : null);
      },
    );
  }

  #becomeReady(): void {
    this.#readyAt = this.#options.clock.now();
    this.#lastFailure = null;
    this.#firstAttempt = false;
    this.#setPhase('ready');
    for (const held of this.#held.splice(0)) held.release();
  }

  #startHeartbeat(): void {
    this.#heartbeat = new Heartbeat({
      clock: this.#options.clock,
      ping: () => this.#ask('ping', {}),
      answered: (rttMs) => {
        this.#rttMs = rttMs;
        this.#events.emit('rtt', rttMs);
      },
      dead: () => this.#lose(new Refusal('line.offline', 'The server no longer answers.')),
    });
  }

  #endSession(data: unknown): void {
    const ended = NOTIFICATIONS['session.ended'].safeParse(data);
    this.#authentication.forget(
      ended.success ? Refusal.fromValue(ended.data.reason) : new Refusal('auth.revoked', 'The session has ended.'),
    );
  }

  /** The line is gone: everything open fails now, and the next attempt is set. */
  #lose(why: Refusal | null): void {
    if (this.#phase === 'closed' || this.#phase === 'idle') return;
    if (this.ready && this.#options.clock.now() - this.#readyAt >= STABLE_MS) this.#backoff.reset();
    this.#tearDown();
    this.#firstAttempt = false;
    this.#lastFailure = why;
    this.#setPhase('waiting');
    this.#rejectAll(this.#offline());
    const delay = this.#backoff.next();
    this.#options.log('info', 'no line to the server', { why: why?.message ?? 'the socket was closed', retryInMs: Math.round(delay) });
    this.#stopTimer = this.#options.clock.after(delay, () => this.#connect());
  }

  #tearDown(): void {
    this.#stopTimer();
    this.#heartbeat?.stop();
    this.#heartbeat = null;
    this.#rttMs = null;
    this.#socket?.drop();
    this.#socket = null;
    this.#authentication.pause();
  }

  #rejectAll(refusal: Refusal): void {
    this.#requests.rejectAll(refusal);
    for (const held of this.#held.splice(0)) held.reject(refusal);
  }

  #offline(): Refusal {
    const why = this.#lastFailure;
    if (why?.code === 'line.untrusted' || why?.code === 'request.wrong_version') return why;
    return new Refusal('line.offline', why?.message ?? 'There is no line to the server.');
  }

  #letThrough(): Promise<void> {
    if (this.#phase === 'ready') return Promise.resolve();
    const soon = this.#phase === 'authenticating' || (this.#firstAttempt && this.#phase !== 'closed');
    if (!soon) return Promise.reject(this.#offline());
    return new Promise((release, reject) => this.#held.push({ release, reject }));
  }

  /** A sign-in that the server holds for spent (somebody has set its clock) is renewed once, and the request made again. */
  async #askAsSomebody(type: string, data: unknown, options: RequestOptions): Promise<unknown> {
    try {
      return await this.#ask(type, data, options);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'auth.expired' || this.session === null) throw error;
      await this.#authentication.renew();
      if (this.session === null) throw error;
      return this.#ask(type, data, options);
    }
  }

  #ask(type: string, data: unknown, options: RequestOptions = {}): Promise<unknown> {
    const socket = this.#socket;
    if (socket === null) return Promise.reject(this.#offline());
    const page = options.page === undefined ? {} : { page: options.page };
    return this.#requests.ask(
      (id) => socket.send(JSON.stringify({ v: PROTOCOL_VERSION, id, type, data, ...page })),
      options.timeoutMs ?? REQUEST_TIMEOUT_MS,
    );
  }

  #setPhase(phase: LinkPhase): void {
    if (this.#phase === phase) return;
    this.#phase = phase;
    this.#events.emit('phase', phase);
  }
}
