import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type FromRecorder, fromRecorderSchema, type ToRecorder } from './messages.ts';

const ENTRY = join(import.meta.dirname, 'process-entry.ts');
/** A recorder that does not end by itself is ended, ms. */
const STOP_MS = 2000;

export interface RecorderListener {
  lost(track: number): void;
  /** It is gone although nobody asked it to. `code` is the system's where the disk took no more. */
  died(code: string): void;
}

/** The server's end of one recorder. */
export class RecorderProcess {
  readonly #child: ChildProcess;
  /** UDP port of loopback on which it listens. */
  readonly port: number;
  #stopping = false;

  /** @throws where it cannot start: no process, no file, no port */
  static async start(file: string, zeroNs: bigint, listener: RecorderListener): Promise<RecorderProcess> {
    const child = fork(ENTRY, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const first = once(child, 'message');
    const ended = once(child, 'exit').then(() => {
      throw new Error('The recorder ended at once.');
    });
    ended.catch(() => undefined);
    child.send({ type: 'start', file, zeroNs: String(zeroNs) } satisfies ToRecorder);
    try {
      const [message] = await Promise.race([first, ended]);
      const told = fromRecorderSchema.parse(message);
      if (told.type !== 'ready') throw new Error(told.type === 'failed' ? told.message : 'The recorder did not start.');
      return new RecorderProcess(child, told.port, listener);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  private constructor(child: ChildProcess, port: number, listener: RecorderListener) {
    this.#child = child;
    this.port = port;
    let code = '';
    child.on('message', (message) => {
      const told = fromRecorderSchema.safeParse(message);
      if (!told.success) return;
      const { data }: { data: FromRecorder } = told;
      if (data.type === 'lost') listener.lost(data.track);
      if (data.type !== 'failed') return;
      code = data.code;
      child.kill('SIGKILL');
    });
    child.once('exit', () => {
      if (!this.#stopping) listener.died(code);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  tell(message: ToRecorder): void {
    // One that has just died is told nothing; its end is told to the listener.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** All that arrived lies on the disk when this is fulfilled. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    this.tell({ type: 'stop' });
    await ended;
    clearTimeout(timer);
  }
}
