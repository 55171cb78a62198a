import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { FixedReader } from './fixed-reader.ts';

const QUIET = ['-hide_banner', '-nostdin', '-loglevel', 'error'] as const;
/** What is kept of what a program complains about, characters. */
const COMPLAINT_LENGTH = 2000;

/** A run of ffmpeg or ffprobe that ends with the work it does. */
export class Run {
  readonly #child: ChildProcess;
  readonly #name: string;
  readonly #ended: Promise<number>;
  #complaint = '';

  constructor(name: 'ffmpeg' | 'ffprobe', args: readonly string[]) {
    this.#name = name;
    const quiet = name === 'ffmpeg' ? QUIET : ['-hide_banner', '-loglevel', 'error'];
    this.#child = spawn(name, [...quiet, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stderr?.on('data', (text: Buffer) => {
      this.#complaint = (this.#complaint + text.toString()).slice(-COMPLAINT_LENGTH);
    });
    // A program that ends before it has read everything says why by its code.
    this.#child.stdin?.on('error', () => undefined);
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', (error) => {
        this.#complaint = error.message;
        resolve(-1);
      });
      this.#child.once('close', (code) => resolve(code ?? -1));
    });
  }

  get output(): Readable {
    if (this.#child.stdout === null) throw new Error('There is no output.');
    return this.#child.stdout;
  }

  /** What it has complained about so far. */
  get complaint(): string {
    return this.#complaint.trim();
  }

  /** Hands in bytes, waiting while it does not take them. @throws where it has ended */
  async write(bytes: Buffer): Promise<void> {
    const input: Writable | null = this.#child.stdin;
    if (input === null || this.#child.exitCode !== null || input.destroyed) throw new Error(`${this.#name} ended early: ${this.complaint}`);
    if (input.write(bytes)) return;
    await Promise.race([once(input, 'drain'), this.#ended]);
  }

  /** No more input: waits for its end. @throws with what it complained about */
  async end(): Promise<void> {
    this.#child.stdin?.end();
    const code = await this.#ended;
    if (code !== 0) throw new Error(`${this.#name} ended with ${code}: ${this.complaint}`);
  }

  /** All that it prints. @throws as `end` */
  async text(): Promise<string> {
    let text = '';
    this.output.on('data', (piece: Buffer) => {
      text += piece.toString();
    });
    await this.end();
    return text;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

/** Decoded frames of one size out of a run of ffmpeg, one after another. */
export class FrameStream {
  readonly #run: Run;
  readonly #reader: FixedReader;
  readonly #bytes: number;
  #next = 0;
  #last: Buffer | null = null;
  #ended = false;

  constructor(args: readonly string[], bytes: number) {
    this.#run = new Run('ffmpeg', args);
    this.#reader = new FixedReader(this.#run.output);
    this.#bytes = bytes;
  }

  /** The frame of a number; numbers never fall. Behind the end the last one; null before the first was decoded. */
  async frame(number: number): Promise<Buffer | null> {
    while (!this.#ended && this.#next <= number) {
      const frame = await this.#reader.read(this.#bytes);
      if (frame === null || frame.length < this.#bytes) this.#ended = true;
      else this.#last = frame;
      this.#next += 1;
    }
    return this.#last;
  }

  close(): void {
    this.#run.kill();
  }
}
