import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { EngineMissing } from '../engine/load-engine.ts';

/** What the engine's thread tells; texts come in the order of what was given. */
const answerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('failed'), why: z.enum(['noModule', 'noModel', 'unknownModel', 'failed']), message: z.string() }),
]);
export type EngineAnswer = z.infer<typeof answerSchema>;

/** An engine in a thread of its own: it takes seconds for a sentence, and packets and pauses go by meanwhile. */
export class EngineInThread implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #died: Promise<never>;

  /** Loads the model of a folder: seconds, and some hundred MB. @throws EngineMissing */
  static async start(folder: string): Promise<EngineInThread> {
    const engine = new EngineInThread(folder);
    const answer = await engine.#answer();
    if (answer.type === 'ready') return engine;
    await engine[Symbol.asyncDispose]();
    if (answer.type === 'failed') throw new EngineMissing(answer.why, answer.message);
    throw new EngineMissing('failed', 'The engine has answered something else.');
  }

  private constructor(folder: string) {
    this.#worker = new Worker(new URL('./engine-thread.ts', import.meta.url), { name: 'engine', workerData: { folder } });
    this.#died = new Promise((_, died) => {
      this.#worker.once('error', died);
      this.#worker.once('exit', () => died(new Error('The engine has ended.')));
    });
    this.#died.catch(() => undefined);
  }

  /** One at a time. @returns what was said, in one line; empty where nothing was understood @throws Error where the engine has died */
  async recognise(samples: Float32Array): Promise<string> {
    const answered = this.#answer();
    this.#worker.postMessage({ samples });
    const answer = await answered;
    if (answer.type !== 'text') throw new Error('The engine has answered something else.');
    return answer.text;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }

  async #answer(): Promise<EngineAnswer> {
    const [message] = await Promise.race([once(this.#worker, 'message'), this.#died]);
    return answerSchema.parse(message);
  }
}
