import type { types } from 'mediasoup';
import type { Reception } from '../reception.ts';

/**
 * One producer on another router than its own, lent to those who receive it there. While none of them wants it, not a
 * packet passes; when the last has given it back it is closed.
 */
export class PipedProducer {
  readonly #out: types.Consumer;
  readonly #here: types.Producer;
  readonly #lent = new Set<object>();
  readonly #wanted = new Set<object>();

  /** @param out end of the link at the producer's router; `into` at the receivers' */
  static async bring(producer: types.Producer, out: types.PipeTransport, into: types.PipeTransport): Promise<PipedProducer> {
    const leaving = await out.consume({ producerId: producer.id });
    try {
      await leaving.pause();
      // Under an id of its own: a worker takes each id once, and what it had closed under it may still be on its way out.
      const here = await into.produce({
        kind: leaving.kind,
        rtpParameters: leaving.rtpParameters,
        paused: leaving.producerPaused,
        appData: { brought: true },
      });
      return await PipedProducer.#joined(leaving, here);
    } catch (error) {
      leaving.close();
      throw error;
    }
  }

  static async #joined(leaving: types.Consumer, here: types.Producer): Promise<PipedProducer> {
    const piped = new PipedProducer(leaving, here);
    if (leaving.closed || here.closed) {
      piped.close();
      throw new Error('The producer was closed meanwhile.');
    }
    // It was paused or resumed between the two steps.
    if (leaving.producerPaused !== here.paused) await piped.#follow();
    return piped;
  }

  private constructor(leaving: types.Consumer, here: types.Producer) {
    this.#out = leaving;
    this.#here = here;
    leaving.observer.on('close', () => here.close());
    here.observer.on('close', () => leaving.close());
    leaving.on('producerpause', () => void this.#follow().catch(() => undefined));
    leaving.on('producerresume', () => void this.#follow().catch(() => undefined));
  }

  get closed(): boolean {
    return this.#here.closed;
  }

  onClosed(listener: () => void): void {
    this.#here.observer.on('close', listener);
  }

  lend(): Reception {
    const receiver = {};
    this.#lent.add(receiver);
    return {
      producer: this.#here,
      flow: (wanted) => this.#flow(receiver, wanted),
      release: () => {
        if (!this.#lent.delete(receiver)) return;
        // Only where it fails has it been closed by somebody else.
        if (this.#lent.size > 0) void this.#flow(receiver, false).catch(() => undefined);
        else this.close();
      },
    };
  }

  close(): void {
    this.#out.close();
    this.#here.close();
  }

  async #flow(receiver: object, wanted: boolean): Promise<void> {
    const before = this.#wanted.size > 0;
    if (wanted) this.#wanted.add(receiver);
    else this.#wanted.delete(receiver);
    const now = this.#wanted.size > 0;
    if (before === now || this.closed) return;
    // Commands to a worker keep their order; resuming asks the sender for a key frame.
    await (now ? this.#out.resume() : this.#out.pause());
  }

  /** What the sender pauses is paused for receivers here, too. */
  async #follow(): Promise<void> {
    if (this.closed) return;
    await (this.#out.producerPaused ? this.#here.pause() : this.#here.resume());
  }
}
