import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { attachmentPath, OFFSET_HEADER, PART_MEDIA_TYPE, type UploadState } from '../../../sfu-server/protocol/attachment.ts';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { ContentLine, ContentPaths } from '../../bridge/attachments/content-line.ts';
import { refusalOf, uploadStateOf } from '../../bridge/attachments/http-answer.ts';
import type { ServerTrust } from '../trust/server-trust.ts';

/** A connection on which nothing moves for this long is dead, ms. */
const SILENCE_MS = 20_000;

interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** Contents over HTTPS to the pinned server. `trust` is null for a server on plain HTTP, which only loopback may be. */
export class HttpsLine implements ContentLine {
  readonly #url: URL;
  readonly #trust: ServerTrust | null;
  readonly #token: (id: string) => string | null;
  readonly #paths: ContentPaths;
  readonly #ending = new AbortController();
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 });

  constructor(url: URL, trust: ServerTrust | null, token: (id: string) => string | null, paths: ContentPaths = attachmentPath) {
    this.#url = url;
    this.#trust = trust;
    this.#token = token;
    this.#paths = paths;
  }

  async state(id: string): Promise<UploadState> {
    const answer = await this.#ask(id, this.#paths.upload(id), {});
    return uploadStateOf(answer.statusCode ?? 0, await this.#textOf(answer));
  }

  async send(id: string, offset: number, part: Uint8Array): Promise<UploadState> {
    const headers = { 'content-type': PART_MEDIA_TYPE, 'content-length': String(part.byteLength), [OFFSET_HEADER]: String(offset) };
    const answer = await this.#ask(id, this.#paths.upload(id), { method: 'PATCH', headers, body: part });
    return uploadStateOf(answer.statusCode ?? 0, await this.#textOf(answer));
  }

  async *fetch(id: string, from: number, length?: number): AsyncIterable<Uint8Array> {
    const range = `bytes=${from}-${length === undefined ? '' : from + length - 1}`;
    const answer = await this.#ask(id, this.#paths.content(id), { headers: { range } });
    if (answer.statusCode !== 206) throw refusalOf(answer.statusCode ?? 0, await this.#textOf(answer));
    try {
      for await (const piece of answer) yield piece as Uint8Array;
    } catch (error) {
      throw this.#refusalFor(error);
    }
  }

  close(): void {
    this.#ending.abort();
    this.#agent.destroy();
  }

  async #ask(id: string, path: string, { method = 'GET', headers = {}, body }: Asking): Promise<IncomingMessage> {
    const token = this.#token(id);
    if (token === null) throw new Refusal('auth.required', 'Nobody is signed in.');
    const options = { method, headers: { ...headers, authorization: `Bearer ${token}` }, timeout: SILENCE_MS, signal: this.#ending.signal };
    const url = new URL(path, this.#url);
    const asked =
      this.#trust === null
        ? httpRequest(url, options)
        : httpsRequest(url, { ...options, ...(await this.#trust.resolve()), agent: this.#agent });
    asked.on('timeout', () => asked.destroy(new Error('The line is silent.')));
    asked.end(body);
    try {
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      // What comes after the answer (the socket breaks under a part that was refused) has nobody to tell.
      asked.on('error', () => {});
      return answer;
    } catch (error) {
      throw this.#refusalFor(error);
    }
  }

  async #textOf(answer: IncomingMessage): Promise<string> {
    try {
      let text = '';
      for await (const piece of answer) text += String(piece);
      return text;
    } catch (error) {
      throw this.#refusalFor(error);
    }
  }

  #refusalFor(error: unknown): Refusal {
    return this.#trust?.refusalFor(error) ?? new Refusal('line.offline', `${this.#url.host} cannot be reached.`, { cause: error });
  }
}
