import { Worker } from 'node:worker_threads';
import { Refusal } from '../protocol/errors.ts';
import type { CopyOrder } from './dossier/copy.ts';
import type { Dossier, DossierOrder, GivenFile } from './dossier/dossier.ts';
import type { Paper, Printed, PrintOrder } from './paper.ts';

/** How long the thread stays after its last paper, ms: fonts are loaded once for papers that come together. */
const IDLE_MS = 10 * 60_000;
/** What the thread may hold in objects; a dossier that takes more ends the thread, not the server. */
const MOST_HEAP_MB = 1024;

interface Waiting {
  readonly done: (printed: Printed) => void;
  readonly failed: (error: Error) => void;
}

/** Prints papers as PDF in a thread of its own: a sheet of hundreds of lines would hold up every other seat for a second. */
export class Printer {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | null = null;
  #lastId = 0;
  #closed = false;

  /** @throws Refusal `paper.no_glyph`, `paper.unreadable` (a picture); an Error where the thread has died */
  async print(paper: Paper): Promise<Uint8Array> {
    const printed = await this.#order((id) => ({ id, paper }));
    if (!('pdf' in printed)) throw new Error('The thread that prints has answered something else.');
    return printed.pdf;
  }

  /**
   * Makes one dossier of many papers, and each file by itself with its hash.
   * @throws Refusal `paper.no_glyph`, `paper.unreadable`, `paper.encrypted`, `paper.too_large`; an Error where the thread has died
   */
  async assemble(dossier: DossierOrder): Promise<Dossier> {
    const printed = await this.#order((id) => ({ id, dossier }));
    if (!('dossier' in printed)) throw new Error('The thread that prints has answered something else.');
    return printed.dossier;
  }

  /**
   * Files as one PDF, in their order; a single PDF stays byte for byte what it is.
   * @throws Refusal `paper.unreadable`, `paper.encrypted`, each naming the file; `paper.too_large`
   */
  async bundle(files: readonly GivenFile[]): Promise<Uint8Array> {
    const printed = await this.#order((id) => ({ id, bundle: files }));
    if (!('pdf' in printed)) throw new Error('The thread that prints has answered something else.');
    return printed.pdf;
  }

  /**
   * How many pages a file has in a dossier, found by binding it alone: what cannot be bound is known before anything is printed.
   * @throws Refusal `paper.unreadable`, `paper.encrypted`, `paper.too_large` (also where it takes more memory than the thread has)
   */
  async pagesBound(file: GivenFile): Promise<number> {
    const printed = await this.#order((id) => ({ id, tried: file }));
    if (!('pages' in printed)) throw new Error('The thread that prints has answered something else.');
    return printed.pages;
  }

  /** How many pages a PDF has. @throws Refusal `paper.unreadable` */
  async pages(pdf: Uint8Array): Promise<number> {
    const printed = await this.#order((id) => ({ id, counted: pdf }));
    if (!('pages' in printed)) throw new Error('The thread that prints has answered something else.');
    return printed.pages;
  }

  /** A copy of a dossier with a watermark. @throws Refusal `paper.no_glyph`, `paper.unreadable` */
  async copy(order: CopyOrder): Promise<Uint8Array> {
    const printed = await this.#order((id) => ({ id, copy: order }));
    if (!('pdf' in printed)) throw new Error('The thread that prints has answered something else.');
    return printed.pdf;
  }

  /** Starts the thread and lets it load what dossiers need: who is about to file one does not wait for it. */
  async warm(): Promise<void> {
    if (this.#worker === null) await this.#order((id) => ({ id, warm: true }));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopIdling();
    await this.#worker?.terminate();
  }

  #order(orderOf: (id: number) => PrintOrder): Promise<Printed> {
    if (this.#closed) return Promise.reject(new Error('The printer is closed.'));
    this.#lastId += 1;
    const order = orderOf(this.#lastId);
    this.#stopIdling();
    return new Promise((done, failed) => {
      this.#waiting.set(order.id, { done, failed });
      this.#worker ??= this.#start();
      this.#worker.postMessage(order);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./printer-thread.ts', import.meta.url), {
      name: 'papers',
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    });
    // A paper that is being made does not keep a server from going down.
    worker.unref();
    worker.on('message', (printed: Printed) => this.#printed(printed));
    worker.on('error', (error) => {
      // What is ordered from now on goes to another one.
      if (this.#worker === worker) this.#worker = null;
      this.#fail(reasonOf(error));
    });
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#fail(new Error('The thread that prints has ended.'));
    });
    return worker;
  }

  #printed(printed: Printed): void {
    const waiting = this.#waiting.get(printed.id);
    this.#waiting.delete(printed.id);
    if ('refused' in printed) waiting?.failed(Refusal.fromValue(printed.refused));
    else if ('failed' in printed) waiting?.failed(new Error(printed.failed));
    else waiting?.done(printed);
    if (this.#waiting.size > 0) return;
    this.#idle = setTimeout(() => void this.#worker?.terminate(), IDLE_MS);
    this.#idle.unref();
  }

  #fail(error: Error): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { failed } of waiting) failed(error);
  }

  #stopIdling(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
  }
}

function reasonOf(error: unknown): Error {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new Refusal('paper.too_large', 'These papers take more memory than the server gives to one dossier; split it.');
  }
  return error instanceof Error ? error : new Error(String(error));
}
