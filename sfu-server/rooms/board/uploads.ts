import { Refusal } from '../../protocol/errors.ts';
import type { Seat } from '../seat.ts';
import type { BoardContents, KeptDocument } from './board-keep.ts';

interface Upload {
  readonly id: string;
  /** As of `Wall.division` when its first piece came: what was begun inside a caucus is not shown after it, nor the other way round. */
  readonly division: number;
  busy: boolean;
}

/** Documents that seats of one room are bringing; each seat one at a time. */
export class Uploads {
  readonly #contents: BoardContents;
  readonly #bySeat = new Map<string, Upload>();

  constructor(contents: BoardContents) {
    this.#contents = contents;
  }

  /**
   * @param division as of `Wall.division` now
   * @returns bytes that are there
   * @throws Refusal `attachment.not_there`, `server.busy`, `room.apart` and those of `BoardContents.append`
   */
  async receive(seat: Seat, uploadId: string, offset: number, piece: Uint8Array, division: number): Promise<number> {
    const upload = await this.#of(seat, uploadId, offset, division);
    if (upload.division !== division) throw await this.#late(seat);
    if (upload.busy) throw new Refusal('server.busy', 'The piece before is still being written.', { retryAfterMs: 200 });
    upload.busy = true;
    try {
      return await this.#contents.append(uploadId, offset, piece);
    } finally {
      upload.busy = false;
    }
  }

  /** What the seat has brought, looked at. @throws Refusal `attachment.not_there`, `attachment.type_refused`, `room.apart` */
  async take(seat: Seat, uploadId: string, division: number): Promise<KeptDocument> {
    const upload = this.#bySeat.get(seat.id);
    if (upload?.id !== uploadId) throw new Refusal('attachment.not_there', 'This document has not been brought.');
    if (upload.division !== division) throw await this.#late(seat);
    this.#bySeat.delete(seat.id);
    try {
      return await this.#contents.keep(uploadId);
    } finally {
      await this.#contents.forget(uploadId);
    }
  }

  /** @returns when what the seat was bringing is gone */
  async gone(seat: Seat): Promise<void> {
    const upload = this.#bySeat.get(seat.id);
    this.#bySeat.delete(seat.id);
    if (upload !== undefined) await this.#contents.forget(upload.id);
  }

  async #late(seat: Seat): Promise<Refusal> {
    await this.gone(seat);
    return new Refusal('room.apart', 'The room was divided meanwhile, or is together again.');
  }

  async #of(seat: Seat, id: string, offset: number, division: number): Promise<Upload> {
    const known = this.#bySeat.get(seat.id);
    if (known?.id === id && offset > 0) return known;
    if (offset > 0) throw new Refusal('attachment.not_there', 'This document has not been begun.');
    // Nobody writes into what another seat has begun.
    for (const [seatId, other] of this.#bySeat) {
      if (other.id === id && seatId !== seat.id) throw new Refusal('state.conflict', 'Another seat brings a document of this id.');
    }
    if (known !== undefined) await this.#contents.forget(known.id);
    const begun = { id, division, busy: false };
    this.#bySeat.set(seat.id, begun);
    return begun;
  }
}
