/** H.264's RTP clock, Hz (RFC 6184 §8.1). */
const CLOCK = 90;
/** A jump of the camera's clock by more than this is a new beginning, not a gap, ms. */
const JUMP_MS = 5000;
/** A gap of more packets than this is a new numbering, not a loss. */
const MAX_GAP = 500;
/** Distance of the first picture of a new connection from the last one of the old, where no time seems to have passed, ms. */
const LEAST_STEP_MS = 40;

/**
 * One unbroken numbering and clock over all connections to a camera, so that producer and consumers live on
 * when it restarts. Lost packets stay visible as gaps: a receiver has to know that a picture is broken.
 */
export class Timeline {
  #nextSequence: number;
  #offset: number;
  #lastOut: number;
  #lastIn: { sequence: number; timestamp: number } | null = null;
  /** Arrival of the last packet, ms; null before the first. */
  #arrived: number | null = null;

  /** Random beginnings (RFC 3550 §5.1); given in tests. */
  constructor(sequence = Math.floor(Math.random() * 0x8000), timestamp = Math.floor(Math.random() * 0x8000_0000)) {
    this.#nextSequence = sequence;
    this.#lastOut = timestamp;
    this.#offset = 0;
  }

  /** The next packets come from another connection: other numbers, another clock. */
  restart(): void {
    this.#lastIn = null;
  }

  /** Places a packet that came in; `now` is any clock in ms. Gives the timestamp for all that is sent for it. */
  place(packet: { sequence: number; timestamp: number }, now: number): number {
    const last = this.#lastIn;
    const elapsed = this.#arrived === null ? 0 : now - this.#arrived;
    if (last === null || isJump(last.timestamp, packet.timestamp, elapsed)) {
      const step = this.#arrived === null ? 0 : Math.max(elapsed, LEAST_STEP_MS);
      this.#offset = (this.#lastOut + Math.round(step * CLOCK) - packet.timestamp) >>> 0;
    }
    if (last !== null) {
      const lost = ((packet.sequence - last.sequence - 1) & 0xffff) >>> 0;
      if (lost > 0 && lost <= MAX_GAP) this.#nextSequence = (this.#nextSequence + lost) & 0xffff;
    }
    this.#lastIn = { sequence: packet.sequence, timestamp: packet.timestamp };
    this.#arrived = now;
    this.#lastOut = (packet.timestamp + this.#offset) >>> 0;
    return this.#lastOut;
  }

  /** The number of the next packet that is sent. */
  number(): number {
    const sequence = this.#nextSequence;
    this.#nextSequence = (sequence + 1) & 0xffff;
    return sequence;
  }

  get lastTimestamp(): number {
    return this.#lastOut;
  }

  /** What the sender's clock shows at `now`. */
  timestampAt(now: number): number {
    return (this.#lastOut + Math.round((now - (this.#arrived ?? now)) * CLOCK)) >>> 0;
  }
}

function isJump(before: number, after: number, elapsedMs: number): boolean {
  const step = (after - before) | 0;
  return Math.abs(step / CLOCK - elapsedMs) > JUMP_MS;
}
