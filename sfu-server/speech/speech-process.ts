import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SpeechAvailability } from '../protocol/speech.ts';
import { type SpeechOrder, type SpeechReport, speechReportSchema } from './process/orders.ts';

const ENTRY = join(import.meta.dirname, 'process', 'process-entry.ts');
/** A model of a GB from a slow disk, ms. */
const START_MS = 120_000;
const STOP_MS = 2000;

export interface SpeechProcessListener {
  heard(room: number, track: number, at: number, text: string): void;
  lost(room: number, track: number): void;
  /** It is gone although nobody asked it to. */
  died(): void;
}

/** Why the speech process cannot do its work. */
export class SpeechUnavailable extends Error {
  readonly why: Exclude<SpeechAvailability, 'ready'>;

  constructor(why: Exclude<SpeechAvailability, 'ready'>, message: string) {
    super(message);
    this.why = why;
  }
}

/** The server's end of the process that recognises speech. */
export class SpeechProcess {
  readonly #child: ChildProcess;
  readonly #listener: SpeechProcessListener;
  readonly #opening = new Map<number, (port: number) => void>();
  readonly #ended: Promise<never>;
  #stopping = false;

  /** @throws SpeechUnavailable */
  static async start(folder: string, listener: SpeechProcessListener): Promise<SpeechProcess> {
    const child = fork(ENTRY, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const late = setTimeout(() => child.kill('SIGKILL'), START_MS);
    const first = once(child, 'message');
    first.catch(() => undefined);
    const ended = once(child, 'exit').then(() => {
      throw new SpeechUnavailable('failed', 'The speech process ended at once, or was not there in time.');
    });
    ended.catch(() => undefined);
    child.send({ type: 'start', folder } satisfies SpeechOrder, () => undefined);
    try {
      const [message] = await Promise.race([first, ended]);
      const told = speechReportSchema.parse(message);
      if (told.type === 'failed') throw new SpeechUnavailable(told.why, told.message);
      return new SpeechProcess(child, listener);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    } finally {
      clearTimeout(late);
    }
  }

  private constructor(child: ChildProcess, listener: SpeechProcessListener) {
    this.#child = child;
    this.#listener = listener;
    child.on('message', (message) => {
      const told = speechReportSchema.safeParse(message);
      if (told.success) this.#told(told.data);
    });
    this.#ended = once(child, 'exit').then(() => {
      if (!this.#stopping) listener.died();
      throw new SpeechUnavailable('failed', 'The speech process has ended.');
    });
    this.#ended.catch(() => undefined);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** A UDP port of loopback on which it hears a room. @throws SpeechUnavailable where it has died meanwhile */
  async openRoom(room: number): Promise<number> {
    const opened = new Promise<number>((resolve) => this.#opening.set(room, resolve));
    this.tell({ type: 'room', room });
    return Promise.race([opened, this.#ended]);
  }

  tell(order: SpeechOrder): void {
    // One that has just died is told nothing; its end is told to the listener.
    if (this.#child.connected) this.#child.send(order, () => undefined);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    this.tell({ type: 'stop' });
    await ended;
    clearTimeout(timer);
  }

  #told(report: SpeechReport): void {
    if (report.type === 'heard') this.#listener.heard(report.room, report.track, report.at, report.text);
    else if (report.type === 'lost') this.#listener.lost(report.room, report.track);
    else if (report.type === 'listens') {
      this.#opening.get(report.room)?.(report.port);
      this.#opening.delete(report.room);
    } else if (report.type === 'failed') this.#child.kill('SIGKILL');
  }
}
