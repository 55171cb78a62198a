import WebSocket from 'ws';
import { Refusal } from '../../sfu-server/protocol/errors.ts';
import { MAX_MESSAGE_BYTES } from '../../sfu-server/protocol/version.ts';
import type { Connect } from '../bridge/link/socket.ts';
import type { ServerTrust } from './trust/server-trust.ts';

const HANDSHAKE_TIMEOUT_MS = 5_000;

/** Connects to the server's signalling socket. `trust` is null for a server on plain HTTP, which only loopback may be. */
export function nodeConnect(serverUrl: URL, trust: ServerTrust | null): Connect {
  const url = new URL('/ws', serverUrl);
  url.protocol = serverUrl.protocol === 'https:' ? 'wss:' : 'ws:';
  return (listener) => {
    let dropped = false;
    let socket: WebSocket | null = null;
    const closed = (why: Refusal | null): void => {
      if (dropped) return;
      dropped = true;
      listener.closed(why);
    };
    const open = (options: WebSocket.ClientOptions): void => {
      if (dropped) return;
      socket = new WebSocket(url, {
        ...options,
        maxPayload: MAX_MESSAGE_BYTES,
        handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
        perMessageDeflate: false,
      });
      socket.on('open', () => {
        if (!dropped) listener.opened();
      });
      socket.on('message', (data, isBinary) => {
        if (!dropped && !isBinary) listener.message(String(data));
      });
      // `close` follows, but knows less.
      socket.on('error', (error) =>
        closed(trust?.refusalFor(error) ?? new Refusal('line.offline', sentenceFor(error, serverUrl), { cause: error })),
      );
      socket.on('close', () => closed(null));
    };
    if (trust === null) open({});
    else
      trust.resolve().then(open, (error: unknown) => closed(error instanceof Refusal ? error : new Refusal('line.offline', String(error))));
    return {
      send: (text) => {
        if (socket?.readyState === WebSocket.OPEN) socket.send(text);
      },
      drop: () => {
        dropped = true;
        socket?.terminate();
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
