import type { PayloadParts } from '../h264/payload.ts';

/** More than this is no first second of a surveillance picture: rather wait than burst, packets. */
const MOST = 1000;

interface Kept {
  readonly parts: PayloadParts;
  readonly marker: boolean;
  readonly timestamp: number;
}

/** The packets of a connection from its first key frame up to its second. */
export class Opening {
  #packets: Kept[] = [];
  #firstKey: number | null = null;
  #over = false;

  get packets(): readonly Kept[] {
    return this.#packets;
  }

  /** A key frame of this timestamp begins. */
  keyFrame(timestamp: number): void {
    this.#firstKey ??= timestamp;
    if (timestamp !== this.#firstKey) this.#end();
  }

  keep(parts: PayloadParts, marker: boolean, timestamp: number): void {
    if (this.#over) return;
    if (this.#packets.length >= MOST) {
      this.#end();
      return;
    }
    // A copy: the bytes belong to the connection, which uses their memory again.
    this.#packets.push({ parts: [Buffer.concat(parts)], marker, timestamp });
  }

  #end(): void {
    this.#over = true;
    this.#packets = [];
  }
}
