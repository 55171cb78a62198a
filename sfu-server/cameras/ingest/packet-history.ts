/** Packets kept for those that ask again: a key frame of some 300 kB. */
const KEPT = 256;

/** The packets sent last, by sequence number. Loopback loses packets too, when a key frame's burst overruns a socket. */
export class PacketHistory {
  readonly #packets: { sequence: number; packet: Buffer }[] = new Array(KEPT);

  keep(sequence: number, packet: Buffer): void {
    this.#packets[sequence % KEPT] = { sequence, packet };
  }

  find(sequence: number): Buffer | null {
    const kept = this.#packets[sequence % KEPT];
    return kept?.sequence === sequence ? kept.packet : null;
  }
}
