import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { TestServer } from '../../bridge/testing/test-server.ts';

/** The test server behind a real socket on loopback, with TLS where a certificate is given. */
export class ListeningServer {
  readonly behaviour: TestServer;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #secure: boolean;
  /** Kept: a server that is closed still has an address that nothing answers at. */
  #port = 0;
  /** False: new connections are dropped, as by a cut line. */
  reachable = true;

  private constructor(behaviour: TestServer, server: Server, secure: boolean) {
    this.behaviour = behaviour;
    this.#server = server;
    this.#secure = secure;
    this.#sockets = new WebSocketServer({ server, path: '/ws' });
    this.#sockets.on('connection', (socket) => this.#serve(socket));
  }

  static async start(certificate: { key: string; cert: string } | null, port = 0, behaviour = new TestServer()): Promise<ListeningServer> {
    const server = certificate === null ? createHttp() : createHttps(certificate);
    const listening = new ListeningServer(behaviour, server, certificate !== null);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    listening.#port = (server.address() as AddressInfo).port;
    return listening;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `${this.#secure ? 'https' : 'http'}://127.0.0.1:${this.port}`;
  }

  /** Answers what is not the socket. */
  onRequest(answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>): void {
    this.#server.on('request', (request, response) => {
      if (this.reachable) void answer(request, response);
      else request.socket.destroy();
    });
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: WebSocket): void {
    if (!this.reachable) {
      socket.terminate();
      return;
    }
    const client = { send: (text: string) => socket.send(text), end: () => socket.terminate(), username: null, guest: null };
    socket.on('message', (data) => this.behaviour.receive(client, String(data)));
    socket.on('close', () => this.behaviour.clients.delete(client));
    this.behaviour.welcome(client);
  }
}
