import { WebSocket } from 'ws';
import { type AnswerEnvelope, answerEnvelopeSchema, type NotificationEnvelope, serverMessageSchema } from '../protocol/envelope.ts';
import { Refusal } from '../protocol/errors.ts';
import { REQUESTS, type RequestParams, type RequestResult, type RequestType } from '../protocol/requests/index.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';

/** For tests: a client of the signalling socket that sees every byte. */
export class WireClient {
  readonly #socket: WebSocket;
  readonly #received: (AnswerEnvelope | NotificationEnvelope)[] = [];
  readonly #waiting = new Set<() => void>();
  #lastId = 0;
  /** Close code, once it is closed. */
  readonly closed: Promise<number>;

  /** Opens a socket and waits for the welcome. */
  static async open(url: string, ca: string): Promise<WireClient> {
    const client = new WireClient(new WebSocket(`${url.replace(/^http/, 'ws')}/ws`, { ca }));
    await client.notification('welcome');
    return client;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    socket.on('message', (data) => {
      this.#received.push(serverMessageSchema.parse(JSON.parse(String(data))));
      for (const look of [...this.#waiting]) look();
    });
  }

  get notifications(): NotificationEnvelope[] {
    return this.#received.filter((message) => 'type' in message);
  }

  /** Sends what may be no message at all. */
  sendRaw(data: string | Buffer): void {
    this.#socket.send(data);
  }

  /** Sends what may be no message at all, and waits for the next answer with that id. */
  async answerTo(data: string | Buffer, id: number): Promise<AnswerEnvelope> {
    const before = this.#received.length;
    this.sendRaw(data);
    return this.#next((message) => {
      const answer = answerEnvelopeSchema.safeParse(message);
      return answer.success && answer.data.id === id ? answer.data : null;
    }, before);
  }

  /** @throws Refusal as the server answers */
  async request<T extends RequestType>(type: T, data: RequestParams<T>, page?: string): Promise<RequestResult<T>> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = await this.answerTo(
      JSON.stringify({ v: PROTOCOL_VERSION, id, type, data, ...(page === undefined ? {} : { page }) }),
      id,
    );
    if (!answer.ok) throw Refusal.fromValue(answer.error);
    return REQUESTS[type].result.parse(answer.data) as RequestResult<T>;
  }

  /** The first notification of that type, received already or yet to come. */
  notification(type: string): Promise<NotificationEnvelope> {
    return this.#next((message) => ('type' in message && message.type === type ? message : null), 0);
  }

  /** Does not answer pings any more, as a machine that sleeps. */
  fallAsleep(): void {
    this.#socket.pause();
  }

  close(): void {
    this.#socket.terminate();
  }

  #next<R>(pick: (message: AnswerEnvelope | NotificationEnvelope) => R | null, from: number): Promise<R> {
    return new Promise((resolve, reject) => {
      let at = from;
      const look = () => {
        for (; at < this.#received.length; at += 1) {
          const message = this.#received[at];
          const picked = message === undefined ? null : pick(message);
          if (picked === null) continue;
          this.#waiting.delete(look);
          resolve(picked);
          return;
        }
      };
      this.#waiting.add(look);
      look();
      void this.closed.then((code) => reject(new Error(`The socket was closed with ${code}.`)));
    });
  }
}
