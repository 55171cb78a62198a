import type { BaseLogger } from 'pino';
import type { Clock, Dispose } from '../../media/clock.ts';
import type { BoardKeep, BoardWithElements, StoredBoard } from './board-keep.ts';
import { Drawing } from './drawing.ts';

/** How long what is drawn may be in memory alone, ms. */
const SAVE_MS = 500;

export interface BoardSurroundings {
  readonly keep: BoardKeep;
  readonly clock: Clock;
  readonly log: BaseLogger;
}

/** The board that a room looks at: its head, what is drawn on it, and that both reach the disk, in order. */
export class ShownBoard {
  readonly drawing: Drawing;
  readonly #around: BoardSurroundings;
  #stored: StoredBoard;
  #waiting: Dispose | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor({ board, elements }: BoardWithElements, around: BoardSurroundings) {
    this.#stored = board;
    this.#around = around;
    this.drawing = new Drawing(elements);
  }

  get stored(): StoredBoard {
    return this.#stored;
  }

  change(change: Partial<Pick<StoredBoard, 'page' | 'pages' | 'audience'>>): void {
    this.#stored = { ...this.#stored, ...change };
    const stored = this.#stored;
    this.#write('head', () => this.#around.keep.show(stored));
  }

  /** Something was drawn: it is written soon, with all that is drawn meanwhile. */
  drawn(): void {
    this.#waiting ??= this.#around.clock.after(SAVE_MS, () => this.#save());
  }

  /** Writes what is not written yet. */
  settled(): Promise<void> {
    this.#save();
    return this.#writing;
  }

  #save(): void {
    this.#waiting?.();
    this.#waiting = null;
    const { put, gone } = this.drawing.takeUnsaved();
    if (put.length === 0 && gone.length === 0) return;
    this.#write('drawing', async () => {
      try {
        await this.#around.keep.saveElements(this.#stored.id, put, gone);
      } catch (error) {
        // With the next save they are tried again.
        this.drawing.putBack([...put.map(({ element }) => element.id), ...gone]);
        throw error;
      }
    });
  }

  #write(what: string, write: () => Promise<void>): void {
    this.#writing = this.#writing.then(write).catch((error: unknown) => {
      this.#around.log.error({ err: error, board: this.#stored.id, what }, 'a board could not be written');
    });
  }
}
