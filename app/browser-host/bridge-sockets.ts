import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../bridge/log.ts';
import { BRIDGE_PATH, type HostMessage } from '../bridge/wire.ts';
import type { Host } from '../host/host.ts';
import { answerPage } from '../host/page-door.ts';
import { GatedPage } from './gated-page.ts';
import { isOwnHost, isOwnOrigin } from './loopback.ts';
import { cookieValue, type Visitors } from './visitors.ts';

/** A setting is at most 64 KiB and an SDP-sized parameter far less. */
const MOST_BYTES = 1024 * 1024;

interface BridgeSocketsOptions {
  host: Host;
  visitors: Visitors;
  cookieName: string;
  port(): number;
  log: Log;
}

/** The pages' sockets: who may open one, and what goes over it. */
export class BridgeSockets {
  readonly #options: BridgeSocketsOptions;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES });

  constructor(options: BridgeSocketsOptions) {
    this.#options = options;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { port, visitors, cookieName } = this.#options;
    const { host, origin, cookie: cookies } = request.headers;
    const cookie = cookieValue(cookies, cookieName);
    if (!isOwnHost(host, port())) refuseUpgrade(socket, '421 Misdirected Request');
    else if (request.url !== BRIDGE_PATH) refuseUpgrade(socket, '404 Not Found');
    else if (!isOwnOrigin(origin, host, port()) || !visitors.knows(cookie)) refuseUpgrade(socket, '403 Forbidden');
    else this.#server.handleUpgrade(request, socket, head, (opened) => this.#serve(opened, cookie));
  }

  close(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #serve(socket: WebSocket, cookie: string): void {
    const { host, visitors, log } = this.#options;
    const send = (message: HostMessage): void => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    };
    const page = new GatedPage(host, visitors, cookie, randomUUID(), (event, data) => send({ event, data }));
    socket.on('message', (data, isBinary) => {
      void answerPage(page, isBinary ? null : parseOrNull(String(data)), log).then(send);
    });
    socket.on('error', (error) => log('warn', 'a page sent what is not a message', { error: error.message }));
    socket.on('close', () => page.close());
  }
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
