import type { types } from 'mediasoup';
import { PipedProducer } from './piped-producer.ts';

/** What the kernel keeps for a link, bytes: a key frame of every producer may come in one burst. */
const RECEIVE_BUFFER = 4 * 1024 * 1024;

const END: types.PipeTransportOptions = {
  listenInfo: { protocol: 'udp', ip: '127.0.0.1', recvBufferSize: RECEIVE_BUFFER },
  enableRtx: false,
  enableSrtp: false,
};

/**
 * Two routers of different workers, joined by a pair of pipe transports. Not mediasoup's `pipeToRouter`: that one shows
 * a pipe that is paused because nobody watches as a producer that its sender has paused.
 */
export class RouterLink {
  /** By router. */
  readonly #ends: ReadonlyMap<types.Router, types.PipeTransport>;

  static async open(one: types.Router, other: types.Router): Promise<RouterLink> {
    const made = await Promise.allSettled([one.createPipeTransport(END), other.createPipeTransport(END)]);
    const [here, there] = made.map((end) => (end.status === 'fulfilled' ? end.value : null));
    try {
      for (const end of made) if (end.status === 'rejected') throw end.reason;
      if (here == null || there == null) throw new Error('A link has two ends.');
      await Promise.all([
        here.connect({ ip: there.tuple.localAddress, port: there.tuple.localPort }),
        there.connect({ ip: here.tuple.localAddress, port: here.tuple.localPort }),
      ]);
      const link = new RouterLink(
        new Map([
          [one, here],
          [other, there],
        ]),
      );
      // A worker died on the way: the other end must not stay.
      if (link.closed) throw new Error('A router was closed meanwhile.');
      return link;
    } catch (error) {
      here?.close();
      there?.close();
      throw error;
    }
  }

  private constructor(ends: ReadonlyMap<types.Router, types.PipeTransport>) {
    this.#ends = ends;
    for (const end of ends.values()) end.observer.on('close', () => this.close());
  }

  get closed(): boolean {
    return [...this.#ends.values()].some(({ closed }) => closed);
  }

  onClosed(listener: () => void): void {
    const [end] = this.#ends.values();
    end?.observer.on('close', listener);
  }

  /** Brings a producer from one end to the other; nothing flows before somebody wants it. */
  bring(producer: types.Producer, from: types.Router, to: types.Router): Promise<PipedProducer> {
    const [out, into] = [this.#ends.get(from), this.#ends.get(to)];
    if (out === undefined || into === undefined) throw new TypeError('This link does not join these routers.');
    return PipedProducer.bring(producer, out, into);
  }

  close(): void {
    for (const end of this.#ends.values()) end.close();
  }
}
