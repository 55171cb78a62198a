import type { RefusalValue } from '../../../sfu-server/protocol/errors.ts';

/** What waits to be sent. */
export interface StagedContent {
  readonly id: string;
  readonly size: number;
  readonly sha256: string;
  /** Why the server would not have it; null while it is on its way. */
  readonly refusal: RefusalValue | null;
}

/** The content of an attachment as its row announces it. */
export interface AnnouncedContent {
  readonly id: string;
  readonly size: number;
  readonly sha256: string;
}

/** Where contents lie at this console. What waits to be sent is never given up for want of room. Calls reject with `Refusal`. */
export interface ContentStore {
  /** Adds bytes to what the page hands in; from 0 it begins anew. `attachment.wrong_offset`, `attachment.too_large`, `cache.full` */
  stage(id: string, offset: number, bytes: Uint8Array): Promise<void>;
  /** What was handed in is whole: says what it is, and keeps it until `sent` or `forget`. */
  seal(id: string): Promise<StagedContent>;
  staged(): Promise<StagedContent[]>;
  /** A piece of what is here, waiting or as a whole copy; null where it is not. */
  heldPiece(id: string, from: number, length: number): Promise<Uint8Array | null>;
  refuse(id: string, refusal: RefusalValue | null): Promise<void>;
  /** The server has it: from now on it is a copy like any other. */
  sent(id: string): Promise<void>;
  /** Lets go of a content, whether it waits or is a copy. */
  forget(id: string): Promise<void>;
  /**
   * A piece of what is not here: it is fetched first. `more` gives what is missing of it. What has come stays when the line breaks. `attachment.hash_mismatch` where it is not what the row announces.
   */
  fetchedPiece(
    content: AnnouncedContent,
    from: number,
    length: number,
    more: (from: number, length?: number) => AsyncIterable<Uint8Array>,
  ): Promise<Uint8Array>;
  close(): void;
}
