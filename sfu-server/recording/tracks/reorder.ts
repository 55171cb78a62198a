import { type RtpPacket, Unwrapper } from './rtp.ts';

/** Packets in their order of sending; one that is missing is waited for this long, ms: it may have been asked for again. */
const PATIENCE_MS = 1000;

export interface OrderedPacket extends RtpPacket {
  /** 32-bit timestamp, unwrapped. */
  readonly ticks: number;
  /** Packets before it never came. */
  readonly afterLoss: boolean;
}

interface Waiting {
  readonly packet: RtpPacket;
  readonly ticks: number;
  readonly at: number;
}

/** Puts packets that overtook each other back in order. */
export class Reorder {
  readonly #sequences = new Unwrapper(16);
  readonly #timestamps = new Unwrapper(32);
  readonly #waiting = new Map<number, Waiting>();
  #next: number | null = null;

  /** Takes a packet that arrived at `at`, ms; gives those whose turn it is. */
  take(packet: RtpPacket, at: number): OrderedPacket[] {
    const sequence = this.#sequences.take(packet.sequence);
    this.#next ??= sequence;
    if (sequence < this.#next) return [];
    this.#waiting.set(sequence, { packet, ticks: this.#timestamps.take(packet.timestamp), at });
    return this.#deliver(at);
  }

  /** No more will come: gives the rest. */
  flush(): OrderedPacket[] {
    return this.#deliver(Number.POSITIVE_INFINITY);
  }

  #deliver(now: number): OrderedPacket[] {
    const out: OrderedPacket[] = [];
    let afterLoss = false;
    while (this.#next !== null && this.#waiting.size > 0) {
      const found = this.#waiting.get(this.#next);
      if (found !== undefined) {
        this.#waiting.delete(this.#next);
        this.#next += 1;
        out.push({ ...found.packet, ticks: found.ticks, afterLoss });
        afterLoss = false;
        continue;
      }
      const lowest = Math.min(...this.#waiting.keys());
      if (now - (this.#waiting.get(lowest)?.at ?? now) < PATIENCE_MS) break;
      this.#next = lowest;
      afterLoss = true;
    }
    return out;
  }
}
