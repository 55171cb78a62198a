import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A child that has loaded its code, does its work when it is told, and is killed. */
export class Mortal {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #heard: string[] = [];
  readonly #waiting = new Set<() => void>();
  #errors = '';
  #gone = false;

  /** @param folder of a bundle */
  constructor(folder: string) {
    const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(folder, 'compiled') };
    this.#child = spawn(process.execPath, [join(folder, 'program.mjs')], { env });
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      this.#heard.push(line);
      this.#wakeAll();
    });
    this.#child.stderr.on('data', (chunk) => {
      this.#errors += String(chunk);
    });
    this.#child.once('close', () => {
      this.#gone = true;
      this.#wakeAll();
    });
    // A child that is gone takes no more input; `says` tells why.
    this.#child.stdin.on('error', () => {});
  }

  /** Lines that it has printed so far. */
  get heard(): readonly string[] {
    return this.#heard;
  }

  get errors(): string {
    return this.#errors;
  }

  begin(what: string): void {
    this.#child.stdin.write(`${what}\n`);
  }

  /** Waits until it has printed at least `count` lines. */
  async says(count: number): Promise<void> {
    while (this.#heard.length < count) {
      if (this.#gone) throw new Error(`The child ended: ${this.#errors}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** SIGKILL, and waits until the system has cleared it away and all that it had printed has been read. */
  async kill(): Promise<void> {
    if (this.#gone) return;
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await closed;
  }

  #wakeAll(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
