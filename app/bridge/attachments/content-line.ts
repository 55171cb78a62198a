import type { UploadState } from '../../../sfu-server/protocol/attachment.ts';

/** Where contents lie on the server, by their ids. */
export interface ContentPaths {
  upload(id: string): string;
  content(id: string): string;
}

/** The way of contents to and from the server, apart from the socket. Every call rejects with `Refusal`; `line.offline` where it cannot be reached. */
export interface ContentLine {
  /** How far one's own upload has come. */
  state(id: string): Promise<UploadState>;
  /** Sends the part that begins at `offset`; at most MAX_PART_BYTES. */
  send(id: string, offset: number, part: Uint8Array): Promise<UploadState>;
  /** A content's bytes from `from` on, `length` of them at most; to its end where it is left out. */
  fetch(id: string, from: number, length?: number): AsyncIterable<Uint8Array>;
  /** Breaks off whatever is under way. */
  close(): void;
}
