import type { BoardMediaType } from '../../protocol/board.ts';
import type { KeptElement } from './drawing.ts';
import type { Shown } from './viewers.ts';

export interface KeptDocument {
  readonly mediaType: BoardMediaType;
  readonly size: number;
  readonly sha256: string;
}

/** A board as it is kept. */
export interface StoredBoard extends Shown {
  readonly id: string;
  readonly roomId: string;
  readonly title: string;
  readonly document: KeptDocument | null;
  readonly pages: number;
  readonly page: number;
  readonly presenterName: string;
  readonly openedAt: number;
}

export interface BoardWithElements {
  readonly board: StoredBoard;
  readonly elements: readonly KeptElement[];
}

/** Where boards are kept; `store/boards.ts` is one. */
export interface BoardKeep {
  /** Keeps a new one, or one that has changed, as the one that its room shows. */
  show(board: StoredBoard): Promise<void>;
  /** The room shows nothing any more. */
  hide(roomId: string): Promise<void>;
  saveElements(boardId: string, put: readonly KeptElement[], gone: readonly string[]): Promise<void>;
  /** What a room showed last, and has not closed. */
  shown(roomId: string): Promise<BoardWithElements | null>;
  find(roomId: string, boardId: string): Promise<BoardWithElements | null>;
  /** Newest first. */
  list(roomId: string): Promise<StoredBoard[]>;
}

/** Where the contents of documents lie. */
export interface BoardContents {
  /**
   * Adds what comes next of a document on its way in.
   * @returns bytes that are there now
   * @throws Refusal `attachment.wrong_offset`, `attachment.too_large`, `storage.full`
   */
  append(uploadId: string, offset: number, piece: Uint8Array): Promise<number>;
  /** Looks at what has come and keeps it. @throws Refusal `attachment.not_there`, `attachment.type_refused` */
  keep(uploadId: string): Promise<KeptDocument>;
  forget(uploadId: string): Promise<void>;
  /** @throws Refusal `attachment.not_there` */
  read(sha256: string, offset: number, length: number): Promise<Buffer>;
}
