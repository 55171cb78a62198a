import type { UploadState } from '../../../sfu-server/protocol/attachment.ts';
import type { ContentLine } from './content-line.ts';

/** Tickets that are remembered; whoever has more files open at a time asks for a ticket again. */
const MOST = 200;

/** The way of rooms' files to and from the server: each with the ticket that the room gave for it. */
export class RoomFileLine {
  readonly #line: ContentLine;
  /** By file. */
  readonly #tickets = new Map<string, string>();

  /** @param open makes the way, given what tells the ticket for a file */
  constructor(open: (ticketOf: (fileId: string) => string | null) => ContentLine) {
    this.#line = open((fileId) => this.#tickets.get(fileId) ?? null);
  }

  send(fileId: string, ticket: string, offset: number, part: Uint8Array): Promise<UploadState> {
    this.#remember(fileId, ticket);
    return this.#line.send(fileId, offset, part);
  }

  async read(fileId: string, ticket: string, offset: number, length: number): Promise<Uint8Array> {
    this.#remember(fileId, ticket);
    const pieces: Uint8Array[] = [];
    for await (const piece of this.#line.fetch(fileId, offset, length)) pieces.push(piece);
    const whole = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.byteLength;
    }
    return whole;
  }

  close(): void {
    this.#line.close();
  }

  #remember(fileId: string, ticket: string): void {
    this.#tickets.delete(fileId);
    this.#tickets.set(fileId, ticket);
    const [oldest] = this.#tickets.keys();
    if (this.#tickets.size > MOST && oldest !== undefined) this.#tickets.delete(oldest);
  }
}
