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
  #replacing = false;

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
    if (!this.#replacing) this.#writeHead();
  }

  /**
   * Runs `write`, by which another board or none is shown, after all that is on its way to the disk. The head is not written any more:
   * it would make this board the one that is shown, after a restart.
   * @throws what `write` throws; then it is shown as before
   */
  async replaced(write: () => Promise<void>): Promise<void> {
    this.#replacing = true;
    try {
      await this.settled();
      await write();
    } catch (error) {
      this.#replacing = false;
      this.#writeHead();
      throw error;
    }
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

  #writeHead(): void {
    const stored = this.#stored;
    this.#write('head', () => this.#around.keep.show(stored));
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
