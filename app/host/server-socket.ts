import WebSocket from 'ws';
import { Refusal } from '../../sfu-server/protocol/errors.ts';
import { MAX_MESSAGE_BYTES } from '../../sfu-server/protocol/version.ts';
import type { Connect } from '../bridge/link/socket.ts';
import type { ServerTrust } from './trust/server-trust.ts';

const HANDSHAKE_TIMEOUT_MS = 5_000;
/**
 * A call that TCP has not answered by then may have been lost on a dead line, and would be made again only after 1 to 3 s
 * (RFC 6298, and what the system makes of it): another is made beside it, so that a line that is back is noticed. ms
 */
const BESIDE_AFTER_MS = 600;

/** Connects to the server's signalling socket. `trust` is null for a server on plain HTTP, which only loopback may be. */
export function nodeConnect(serverUrl: URL, trust: ServerTrust | null): Connect {
  const url = new URL('/ws', serverUrl);
  url.protocol = serverUrl.protocol === 'https:' ? 'wss:' : 'ws:';
  return (listener) => {
    let over = false;
    /** All that are being made; when one is open, that one alone. */
    const sockets = new Set<WebSocket>();
    let beside: NodeJS.Timeout | undefined;
    const keep = (kept: WebSocket | null): void => {
      clearTimeout(beside);
      for (const socket of [...sockets]) {
        if (socket === kept) continue;
        sockets.delete(socket);
        socket.terminate();
      }
    };
    const closed = (why: Refusal | null): void => {
      if (over) return;
      over = true;
      keep(null);
      listener.closed(why);
    };
    const open = (options: WebSocket.ClientOptions): void => {
      if (over) return;
      const socket = new WebSocket(url, {
        ...options,
        maxPayload: MAX_MESSAGE_BYTES,
        handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
        perMessageDeflate: false,
        finishRequest: (request) => {
          // Answered: the rest is the server's to do in its own time.
          request.once('socket', (tcp) => tcp.once('connect', () => clearTimeout(beside)));
          request.end();
        },
      });
      sockets.add(socket);
      beside = setTimeout(() => open(options), BESIDE_AFTER_MS);
      socket.on('open', () => {
        if (!sockets.has(socket)) return;
        keep(socket);
        listener.opened();
      });
      socket.on('message', (data, isBinary) => {
        if (sockets.has(socket) && !isBinary) listener.message(String(data));
      });
      const gone = (why: Refusal | null): void => {
        if (sockets.delete(socket) && sockets.size === 0) closed(why);
      };
      // `close` follows, but knows less.
      socket.on('error', (error) =>
        gone(trust?.refusalFor(error) ?? new Refusal('line.offline', sentenceFor(error, serverUrl), { cause: error })),
      );
      socket.on('close', () => gone(null));
    };
    if (trust === null) open({});
    else
      trust.resolve().then(open, (error: unknown) => closed(error instanceof Refusal ? error : new Refusal('line.offline', String(error))));
    return {
      send: (text) => {
        for (const socket of sockets) if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      drop: () => {
        over = true;
        keep(null);
      },
    };
  };
}

function sentenceFor(error: Error, serverUrl: URL): string {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED') return `Nothing answers at ${serverUrl.host}; is the server running?`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The name ${serverUrl.hostname} is not known here.`;
  return `${serverUrl.host} cannot be reached.`;
}
