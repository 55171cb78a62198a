import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { ALIVE_MS, type ComposedFile, fromComposerSchema, type MadeTracks } from './messages.ts';

const ENTRY = join(import.meta.dirname, 'process-entry.ts');

/** A composer that has said nothing for so long hangs, ms: others wait behind it. It gives way to everything, so this is long. */
const SILENT_MS = 30 * ALIVE_MS;

/** Composes one recording after another, each in a process of its own, so that meetings go on undisturbed. */
export class ComposeQueue {
  readonly #root: string;
  #last: Promise<unknown> = Promise.resolve();
  #child: ChildProcess | null = null;
  #closed = false;

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * Composes when its turn comes.
   * @param tracked told as soon as the tracks are there
   * @returns null where the server was closed meanwhile
   * @throws with a sentence that says why there is no file
   */
  compose(recordingId: string, tracked: (made: MadeTracks) => void): Promise<ComposedFile | null> {
    const composing = this.#last.then(() => (this.#closed ? null : this.#run(recordingId, tracked)));
    this.#last = composing.catch(() => undefined);
    return composing;
  }

  close(): void {
    this.#closed = true;
    this.#child?.kill('SIGKILL');
  }

  #run(recordingId: string, tracked: (made: MadeTracks) => void): Promise<ComposedFile | null> {
    return new Promise((resolve, reject) => {
      const child = fork(ENTRY, [this.#root, recordingId], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      this.#child = child;
      const silent = setTimeout(() => child.kill('SIGKILL'), SILENT_MS);
      child.on('message', (message) => {
        silent.refresh();
        const told = fromComposerSchema.safeParse(message);
        if (!told.success || told.data.type === 'progress') return;
        if (told.data.type === 'tracked') tracked(told.data.made);
        else if (told.data.type === 'composed') resolve(told.data.composed);
        else reject(new Error(told.data.reason));
      });
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        clearTimeout(silent);
        // The next one may have begun as soon as this one had told what it composed.
        if (this.#child === child) this.#child = null;
        if (this.#closed) resolve(null);
        else reject(new Error(`The composer ended early (${signal ?? code}).`));
      });
    });
  }
}
