import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** What becomes of each packet, in both directions alike. */
export interface PathFault {
  /** 0 ≤ x < 1. */
  readonly loss: number;
  /** Added one way, ms. */
  readonly delayMs: number;
}

/**
 * A piece of bad network for UDP, in user space: what clients send to its address comes out at the server's, less what is lost and later
 * than it was sent; and back. It needs no root and no kernel module (this is not `tc netem`, which not every kernel has): losses are
 * independent of each other, and a delayed packet overtakes no other.
 */
export class BadPath implements AsyncDisposable {
  readonly #near: Socket;
  /** By the client's address and port; each as another socket towards the server. */
  readonly #far = new Map<string, Socket>();
  readonly #random: () => number;
  #fault: PathFault = { loss: 0, delayMs: 0 };
  #closed = false;

  /** @param address where clients send to, with the server's own port: candidates name no other */
  static async open(address: string, server: { readonly address: string; readonly port: number }, random = Math.random): Promise<BadPath> {
    const path = new BadPath(server, random);
    path.#near.bind(server.port, address);
    await once(path.#near, 'listening');
    return path;
  }

  private constructor(server: { readonly address: string; readonly port: number }, random: () => number) {
    this.#random = random;
    this.#near = createSocket('udp4');
    this.#near.on('message', (packet, from) => this.#pass(() => this.#farOf(from).send(packet, server.port, server.address)));
  }

  set fault(fault: PathFault) {
    this.#fault = fault;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const socket of this.#far.values()) socket.close();
    this.#near.close();
    await once(this.#near, 'close');
  }

  #farOf(from: RemoteInfo): Socket {
    const key = `${from.address}:${from.port}`;
    const known = this.#far.get(key);
    if (known !== undefined) return known;
    const socket = createSocket('udp4');
    socket.on('message', (packet) => this.#pass(() => this.#near.send(packet, from.port, from.address)));
    // A client that is gone answers with an ICMP error; that is no fault of ours.
    socket.on('error', () => undefined);
    this.#far.set(key, socket);
    return socket;
  }

  #pass(send: () => void): void {
    const { loss, delayMs } = this.#fault;
    if (this.#closed || this.#random() < loss) return;
    if (delayMs === 0) send();
    else setTimeout(() => this.#closed || send(), delayMs);
  }
}
