import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { getCompileCacheDir } from 'node:module';
import { dirname, join } from 'node:path';
import { type FromRecorder, fromRecorderSchema } from './messages.ts';
import type { ToRecorder } from './orders.ts';

const ENTRY = join(import.meta.dirname, 'process-entry.ts');
/** A recorder that does not listen by then will not: on a machine with ten times its work one was there after 3 s, ms. */
const START_MS = 30_000;
/** A recorder that does not end by itself is ended, ms. */
const STOP_MS = 2000;

export interface RecorderListener {
  /** For the first time packets lie on the disk. */
  written(): void;
  lost(track: number): void;
  /** It is gone although nobody asked it to. `code` is the system's where the disk took no more. */
  died(code: string): void;
}

/** The server's end of one recorder. */
export class RecorderProcess {
  readonly #child: ChildProcess;
  /** UDP port of loopback on which it listens. */
  readonly port: number;
  /** The machine's monotonic clock when the recording began, ns. */
  readonly zeroNs: bigint;
  #stopping = false;

  /**
   * @param zeroNs when the recording began, monotonic clock; null: it begins when this recorder listens
   * @throws where it cannot start: no process, no file, no port, no time
   */
  static async start(file: string, zeroNs: bigint | null, listener: RecorderListener): Promise<RecorderProcess> {
    const child = fork(ENTRY, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, ...compiledCode() } });
    const first = once(child, 'message');
    first.catch(() => undefined);
    const late = setTimeout(() => child.kill('SIGKILL'), START_MS);
    const ended = once(child, 'exit').then(() => {
      throw new Error('The recorder ended at once, or was not there in time.');
    });
    ended.catch(() => undefined);
    child.send({ type: 'start', file, zeroNs: zeroNs === null ? null : String(zeroNs) } satisfies ToRecorder, () => undefined);
    try {
      const [message] = await Promise.race([first, ended]);
      const told = fromRecorderSchema.parse(message);
      if (told.type !== 'ready') throw new Error(told.type === 'failed' ? told.message : 'The recorder did not start.');
      return new RecorderProcess(child, told, listener);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    } finally {
      clearTimeout(late);
    }
  }

  private constructor(child: ChildProcess, { port, zeroNs }: Extract<FromRecorder, { type: 'ready' }>, listener: RecorderListener) {
    this.#child = child;
    this.port = port;
    this.zeroNs = BigInt(zeroNs);
    let code = '';
    child.on('message', (message) => {
      const told = fromRecorderSchema.safeParse(message);
      if (!told.success) return;
      const { data }: { data: FromRecorder } = told;
      if (data.type === 'written') listener.written();
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

/** Lets the child use, and add to, what this process keeps of compiled sources (`compiled-code.ts`), where it keeps any. */
function compiledCode(): { readonly NODE_COMPILE_CACHE?: string } {
  const dir = getCompileCacheDir();
  // Node names a folder of its version inside the one that it was given.
  return dir === undefined ? {} : { NODE_COMPILE_CACHE: dirname(dir) };
}
