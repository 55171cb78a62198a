import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { RequestEnvelope } from '../protocol/envelope.ts';
import { Refusal } from '../protocol/errors.ts';
import type { NotificationData } from '../protocol/notifications.ts';
import { MAX_MESSAGE_BYTES, PROTOCOL_VERSION } from '../protocol/version.ts';
import { RateLimit } from '../security/rate-limit.ts';
import type { RequestAudit } from './audit/request-audit.ts';
import { dispatch, readRequest } from './dispatch.ts';
import type { HandlerTable } from './handler.ts';
import { MAIN_PAGE, Session } from './session.ts';
import type { Sessions } from './sessions.ts';

/** Requests of one session: a room of 64 seats that opens at once asks some 200 times. */
const BURST = 600;
const PER_SECOND = 200;
/** Whoever goes on after this many refusals for haste is not in haste but broken, or hostile. */
const MOST_HASTE = 2000;
/** Native WebSocket pings. Two missed: the peer is gone, whatever TCP believes. */
const PING_INTERVAL_MS = 10_000;
const MOST_MISSED = 2;
const CLOSE_GRACE_MS = 500;
/** How `ws` calls a message above `maxPayload`. */
const TOO_LARGE = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';

export interface GatewayOptions {
  readonly server: Server;
  readonly sessions: Sessions;
  readonly handlers: HandlerTable;
  readonly welcome: () => NotificationData<'welcome'>;
  readonly audit: RequestAudit;
  readonly log: Logger;
  readonly pingIntervalMs?: number;
  /** Told of each answered request, for the metrics. */
  readonly answered?: (type: string, ok: boolean, seconds: number) => void;
}

/** The signalling socket `/ws`: reads requests, has them answered, notices who is gone. */
export class Gateway {
  readonly #options: GatewayOptions;
  // No compression: on a county's own network it costs more time than it saves, and memory for every seat.
  readonly #wss = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  readonly #missed = new Map<WebSocket, number>();
  readonly #pinging: NodeJS.Timeout;
  readonly #upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => this.#onUpgrade(request, socket, head);

  constructor(options: GatewayOptions) {
    this.#options = options;
    options.server.on('upgrade', this.#upgrade);
    this.#pinging = setInterval(() => this.#pingAll(), options.pingIntervalMs ?? PING_INTERVAL_MS);
    this.#pinging.unref();
  }

  /** Says good-bye to all and waits until they are gone, at most half a second. */
  async close(): Promise<void> {
    clearInterval(this.#pinging);
    this.#options.server.off('upgrade', this.#upgrade);
    this.#options.sessions.closeAll(1001, 'The server is going down.');
    const gone = Promise.all([...this.#wss.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    const impatient = setTimeout(() => {
      for (const socket of this.#wss.clients) socket.terminate();
    }, CLOSE_GRACE_MS);
    await gone;
    clearTimeout(impatient);
    this.#wss.close();
  }

  #onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // No check of the origin: nothing that a browser adds by itself (a cookie) signs anybody in here.
    if (request.url?.split('?')[0] !== '/ws') {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#wss.handleUpgrade(request, socket, head, (webSocket) => this.#onSocket(webSocket, request.socket.remoteAddress ?? 'unknown'));
  }

  #onSocket(socket: WebSocket, remoteAddress: string): void {
    const { sessions, log, welcome } = this.#options;
    const session = new Session(uuidv7(), remoteAddress, socket);
    const limit = new RateLimit(BURST, PER_SECOND);
    let haste = 0;
    sessions.add(session);
    this.#missed.set(socket, 0);
    log.debug({ session: session.id, remoteAddress }, 'socket opened');
    socket.on('pong', () => this.#missed.set(socket, 0));
    // An oversized frame or broken UTF-8; ws closes the socket itself, with the right code.
    socket.on('error', (error) => {
      log.info({ session: session.id, remoteAddress, reason: error.message }, 'socket error');
      if ('code' in error && error.code === TOO_LARGE) this.#options.audit.suspect(session, null, 'request.too_large');
    });
    socket.on('close', (code) => {
      this.#missed.delete(socket);
      sessions.remove(session);
      log.debug({ session: session.id, code }, 'socket closed');
    });
    socket.on('message', (data, isBinary) => {
      this.#missed.set(socket, 0);
      const waitMs = limit.take();
      if (waitMs > 0) {
        haste += 1;
        if (haste > MOST_HASTE) session.close(1008, 'Too many requests.');
      }
      this.#onMessage(session, isBinary ? null : textOf(data), waitMs);
    });
    session.notify('welcome', welcome());
  }

  #onMessage(session: Session, text: string | null, waitMs: number): void {
    const { audit } = this.#options;
    if (text === null) {
      audit.suspect(session, null, 'request.malformed');
      refuse(session, -1, new Refusal('request.malformed', 'Messages are text frames.'));
      return;
    }
    const read = readRequest(text);
    if (waitMs > 0) {
      audit.suspect(session, null, 'request.too_many');
      const haste = new Refusal('request.too_many', 'Too many requests at once; slow down.', { retryAfterMs: waitMs });
      refuse(session, read.ok ? read.request.id : read.id, haste);
    } else if (read.ok) {
      void this.#answer(session, read.request);
    } else {
      audit.suspect(session, null, read.error.code);
      refuse(session, read.id, read.error);
    }
  }

  async #answer(session: Session, request: RequestEnvelope): Promise<void> {
    const { handlers, sessions, audit, log, answered } = this.#options;
    const started = performance.now();
    const before = session.identity;
    const asked = () => ({ request, remoteAddress: session.remoteAddress, before, after: session.identity });
    let ok = false;
    try {
      audit.admit(request.type);
      const asker = session.page(request.page ?? MAIN_PAGE);
      try {
        const answer = await dispatch(handlers, session, asker, request, Date.now());
        ok = true;
        reply(session, audit.done(asked(), answer), { v: PROTOCOL_VERSION, id: request.id, ok: true, data: answer.data });
      } finally {
        // Closed while the answer was being made: what the handler took for it has nobody any more.
        if (sessions.get(session.id) === null) sessions.letGo(asker, 'line');
        else if (!session.has(asker)) sessions.letGo(asker, 'page');
      }
    } catch (error) {
      if (!(error instanceof Refusal)) log.error({ err: error, session: session.id, type: request.type }, 'a request failed');
      audit.suspect(session, request.type, Refusal.toValue(error).code);
      refuse(session, request.id, error, audit.refused(asked(), error));
    }
    answered?.(request.type, ok, (performance.now() - started) / 1000);
  }

  #pingAll(): void {
    for (const socket of this.#wss.clients) {
      const missed = this.#missed.get(socket) ?? 0;
      if (missed >= MOST_MISSED) {
        socket.terminate();
        continue;
      }
      this.#missed.set(socket, missed + 1);
      socket.ping();
    }
  }
}

/** No answer goes out before its trace is written; `traced` is null where it leaves none. */
function reply(session: Session, traced: Promise<void> | null, answer: object): void {
  if (traced === null) session.send(answer);
  else session.sendAfter(traced, answer);
}

function refuse(session: Session, id: number, error: unknown, traced: Promise<void> | null = null): void {
  reply(session, traced, { v: PROTOCOL_VERSION, id, ok: false, error: Refusal.toValue(error) });
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
