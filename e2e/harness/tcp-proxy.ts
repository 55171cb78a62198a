import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A piece of network between a console and its server that a test can cut and mend. Media does not pass here. */
export class TcpProxy {
  readonly #sockets = new Set<Socket>();
  #state: 'passing' | 'cut' | 'silent' = 'passing';
  readonly #server;

  private constructor(port: number) {
    this.#server = createServer((near) => {
      if (this.#state === 'cut') {
        near.destroy();
        return;
      }
      if (this.#state === 'silent') {
        this.#hold(near);
        return;
      }
      const far = connect(port, '127.0.0.1');
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.#sockets.delete(one);
          other.destroy();
        });
      }
    });
  }

  /** @param target an address on this machine, such as the server's */
  static async to(target: string): Promise<TcpProxy> {
    const proxy = new TcpProxy(Number(new URL(target).port));
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The proxy does not listen.');
    return `https://127.0.0.1:${address.port}`;
  }

  /** Ends every connection, and lets no new one through. */
  cut(): void {
    this.#state = 'cut';
    for (const socket of this.#sockets) socket.destroy();
  }

  /** From now on nothing gets through, and nobody is told: sockets stay open for good, new ones open and are never answered. */
  goSilent(): void {
    this.#state = 'silent';
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  /** Lets new connections through. Those that went silent stay so, as behind a router that has forgotten them. */
  mend(): void {
    this.#state = 'passing';
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #hold(socket: Socket): void {
    this.#sockets.add(socket);
    socket.pause();
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
