import { WebSocket } from 'ws';
import { z } from 'zod';
import { PROTOCOL_VERSION } from '../../sfu-server/protocol/version.ts';

const answerSchema = z.object({ id: z.number(), ok: z.boolean(), data: z.unknown(), error: z.object({ code: z.string() }).optional() });
/** What an answer begins with; all else is read by nobody here, so that the benchmark measures the server and not itself. */
const ANSWER = `{"v":${PROTOCOL_VERSION},"id":`;

/** A socket of the signalling line without a console behind it. */
export class MeetingSeat {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { resolve: (data: unknown) => void; reject: (error: Error) => void }>();
  #lastId = 0;
  /** Bytes that the server has sent to it. */
  received = 0;

  static async open(serverUrl: string): Promise<MeetingSeat> {
    // The server is our own child on loopback: nobody is in between.
    const socket = new WebSocket(`${serverUrl.replace(/^http/, 'ws')}/ws`, { rejectUnauthorized: false });
    const seat = new MeetingSeat(socket);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return seat;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#take(String(data)));
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('The line was cut.'));
    });
  }

  /** @throws Error with the code where the server refuses */
  request(type: string, data: object): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#socket.send(JSON.stringify({ v: PROTOCOL_VERSION, id, type, data }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  close(): void {
    this.#socket.removeAllListeners('close');
    this.#socket.terminate();
  }

  #take(text: string): void {
    this.received += text.length;
    if (!text.startsWith(ANSWER)) return;
    const { id, ok, data, error } = answerSchema.parse(JSON.parse(text));
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (ok) waiting?.resolve(data);
    else waiting?.reject(new Error(error?.code ?? 'unknown'));
  }
}
