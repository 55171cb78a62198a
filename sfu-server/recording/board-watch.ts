import { existsSync, mkdirSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { BaseLogger } from 'pino';
import type { NotificationData } from '../protocol/notifications.ts';
import type { RecordingFolder } from './folder.ts';
import type { RecordedRoom } from './recorded-room.ts';
import type { RecordedEvent } from './timeline/events.ts';

/** Documents are copied in pieces of this, bytes. */
const PIECE_BYTES = 1024 * 1024;

export interface BoardWatchOptions {
  readonly room: Pick<RecordedRoom, 'id' | 'board' | 'readContent'>;
  readonly folder: RecordingFolder;
  readonly log: BaseLogger;
  readonly write: (event: RecordedEvent) => void;
}

/** Writes into a recording's timeline what is shown to everybody in its room, and keeps the documents of it. */
export class BoardWatch {
  readonly #options: BoardWatchOptions;
  #boardId: string | null = null;
  #copying: Promise<void> = Promise.resolve();

  constructor(options: BoardWatchOptions) {
    this.#options = options;
  }

  /** Something else is shown, another page of it, or nothing. */
  changed(): void {
    const { room, write } = this.#options;
    const shown = room.board;
    if (shown === null) {
      if (this.#boardId !== null) write({ type: 'board', board: null });
      this.#boardId = null;
      return;
    }
    const { head, sha256, elements } = shown;
    const { id, page } = head;
    const document = sha256 === null || head.document === null ? null : { file: sha256, mediaType: head.document.mediaType };
    write({ type: 'board', board: { id, page, document } });
    if (this.#boardId === id) return;
    this.#boardId = id;
    if (elements.length > 0) write({ type: 'drawn', boardId: id, news: elements.map((element) => ({ op: 'put', element })) });
    if (sha256 !== null) this.#keep(sha256);
  }

  drawn({ boardId, news }: NotificationData<'board.news'>): void {
    if (boardId === this.#boardId) this.#options.write({ type: 'drawn', boardId, news });
  }

  /** Fulfilled when all documents are in the folder. */
  settled(): Promise<void> {
    return this.#copying;
  }

  #keep(sha256: string): void {
    const { log, room } = this.#options;
    this.#copying = this.#copying
      .then(() => this.#copy(sha256))
      .catch((error: unknown) => log.error({ err: error, room: room.id, sha256 }, 'a document that was shown is not in the recording'));
  }

  async #copy(sha256: string): Promise<void> {
    const { room, folder } = this.#options;
    const path = join(folder.documents, sha256);
    if (existsSync(path)) return;
    mkdirSync(folder.documents, { recursive: true, mode: 0o700 });
    const file = await open(`${path}.part`, 'w', 0o600);
    try {
      for (let offset = 0; ; ) {
        const piece = await room.readContent(sha256, offset, PIECE_BYTES);
        await file.writeFile(piece);
        offset += piece.length;
        if (piece.length < PIECE_BYTES) break;
      }
    } finally {
      await file.close();
    }
    await rename(`${path}.part`, path);
  }
}
