import type { MutationArgs } from '../../../../sfu-server/protocol/mutations.ts';

type Line = MutationArgs<'record.line'>;

/** Long enough not to send every character, short enough that a console that is killed loses a word at most, ms. */
export const SAVE_AFTER_MS = 700;

/**
 * Saves what is typed: a moment after the last key, and at once when asked to. Of each line the newest words only are sent, one after
 * another, so that no older words come after newer ones.
 */
export class LineSaver {
  readonly #save: (line: Line) => Promise<void>;
  readonly #changed: (state: { readonly dirty: boolean; readonly failed: unknown }) => void;
  readonly #dirty = new Map<string, Line>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #sending: Promise<void> = Promise.resolve();
  #underWay = 0;
  #failed: unknown = null;

  constructor(save: (line: Line) => Promise<void>, changed: (state: { readonly dirty: boolean; readonly failed: unknown }) => void) {
    this.#save = save;
    this.#changed = changed;
  }

  /** To be saved a moment later. */
  type(line: Line): void {
    this.#dirty.set(line.lineId, line);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), SAVE_AFTER_MS);
    this.#tell();
  }

  /** Saves what is not saved yet. Resolves when it is kept on this machine; what could not be kept stays, and is tried with the next. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const lines = [...this.#dirty.values()];
    this.#dirty.clear();
    if (lines.length === 0) return this.#sending;
    this.#underWay += lines.length;
    this.#sending = this.#sending.then(async () => {
      for (const line of lines) {
        try {
          await this.#save(line);
          this.#failed = null;
        } catch (error) {
          this.#failed = error;
          // Newer words of it may have been typed meanwhile.
          if (!this.#dirty.has(line.lineId)) this.#dirty.set(line.lineId, line);
        }
        this.#underWay -= 1;
      }
      this.#tell();
    });
    return this.#sending;
  }

  #tell(): void {
    this.#changed({ dirty: this.#dirty.size > 0 || this.#underWay > 0, failed: this.#failed });
  }

  [Symbol.dispose](): void {
    void this.flush();
  }
}
