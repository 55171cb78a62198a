import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { z } from 'zod';

/** How Node says where its inspector listens. */
const LISTENING = /Debugger listening on (ws:\/\/127\.0\.0\.1:\d+\/\S+)/;
const answerSchema = z.object({ id: z.number(), result: z.unknown() });
const heapSchema = z.object({ usedSize: z.number() });

/** Makes a Node process of a benchmark answer `HeldMemory`; on loopback, under a port that the system picks. */
export const INSPECTED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' } as const;

/** The inspector of a Node process that was started with `INSPECTED`. */
export class HeldMemory {
  readonly #socket: WebSocket;
  #lastId = 0;

  /** @param logFile the standard error of the process */
  static async of(logFile: string): Promise<HeldMemory> {
    const url = LISTENING.exec(readFileSync(logFile, 'utf8'))?.[1];
    if (url === undefined) throw new Error(`Nothing in ${logFile} says where the inspector listens.`);
    const socket = new WebSocket(url);
    await once(socket, 'open');
    return new HeldMemory(socket);
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** Collects all garbage first, and gives free pages back. @returns bytes of JavaScript objects that somebody still holds */
  async heapAfterCollection(): Promise<number> {
    await this.#ask('HeapProfiler.collectGarbage');
    return heapSchema.parse(await this.#ask('Runtime.getHeapUsage')).usedSize;
  }

  close(): void {
    this.#socket.terminate();
  }

  async #ask(method: string): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#socket.send(JSON.stringify({ id, method }));
    for (;;) {
      const [data] = await once(this.#socket, 'message');
      const answer = answerSchema.safeParse(JSON.parse(String(data)));
      if (answer.success && answer.data.id === id) return answer.data.result;
    }
  }
}
