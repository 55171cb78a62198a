/** Notices that packets of a stream are missing for good, by its sequence numbers (RFC 3550 §5.1). */
export class LossWatch {
  #highest: number | null = null;
  /** Sequence numbers that were skipped, with when. */
  readonly #missing = new Map<number, number>();

  /**
   * Takes a packet that arrived at `now`, ms.
   * @param patienceMs how long a packet may come late, for it may be sent once more on its way here
   * @returns true when something was given up for lost
   */
  take(sequence: number, now: number, patienceMs = 300): boolean {
    if (this.#highest === null) {
      this.#highest = sequence;
      return false;
    }
    const ahead = (sequence - this.#highest + 0x1_0000) % 0x1_0000;
    if (ahead === 0 || ahead > 0x8000) {
      this.#missing.delete(sequence);
    } else {
      // A leap of that size is a new beginning, not a loss.
      if (ahead < 1000) for (let at = 1; at < ahead; at += 1) this.#missing.set((this.#highest + at) % 0x1_0000, now);
      this.#highest = sequence;
    }
    let lost = false;
    for (const [missing, since] of this.#missing) {
      if (now - since < patienceMs) break;
      this.#missing.delete(missing);
      lost = true;
    }
    return lost;
  }
}
