import { attachmentPath, OFFSET_HEADER, PART_MEDIA_TYPE, type UploadState } from '../../../sfu-server/protocol/attachment.ts';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { ContentLine, ContentPaths } from './content-line.ts';
import { refusalOf, uploadStateOf } from './http-answer.ts';

/** Without a byte for this long an attempt is given up, ms: a part on a phone's poor line takes its time. */
const PATIENCE_MS = 60_000;

/** Contents by the browser's own `fetch`, for pages on the server's own origin. */
export class FetchLine implements ContentLine {
  readonly #origin: string;
  readonly #token: (id: string) => string | null;
  readonly #paths: ContentPaths;
  readonly #ending = new AbortController();

  constructor(origin: string, token: (id: string) => string | null, paths: ContentPaths = attachmentPath) {
    this.#origin = origin;
    this.#token = token;
    this.#paths = paths;
  }

  async state(id: string): Promise<UploadState> {
    const answer = await this.#ask(id, this.#paths.upload(id), {});
    return uploadStateOf(answer.status, await bodyOf(answer));
  }

  async send(id: string, offset: number, part: Uint8Array): Promise<UploadState> {
    const answer = await this.#ask(id, this.#paths.upload(id), {
      method: 'PATCH',
      headers: { 'content-type': PART_MEDIA_TYPE, [OFFSET_HEADER]: String(offset) },
      body: new Uint8Array(part),
    });
    return uploadStateOf(answer.status, await bodyOf(answer));
  }

  async *fetch(id: string, from: number, length?: number): AsyncIterable<Uint8Array> {
    const range = `bytes=${from}-${length === undefined ? '' : from + length - 1}`;
    const answer = await this.#ask(id, this.#paths.content(id), { headers: { range } });
    if (answer.status !== 206) throw refusalOf(answer.status, await bodyOf(answer));
    yield new Uint8Array(await answer.arrayBuffer().catch(offline));
  }

  close(): void {
    this.#ending.abort();
  }

  #ask(id: string, path: string, init: RequestInit): Promise<Response> {
    const token = this.#token(id);
    if (token === null) return Promise.reject(new Refusal('auth.required', 'Nobody is signed in.'));
    const signal = AbortSignal.any([this.#ending.signal, AbortSignal.timeout(PATIENCE_MS)]);
    const headers = { ...init.headers, authorization: `Bearer ${token}` };
    return fetch(new URL(path, this.#origin), { ...init, headers, signal, cache: 'no-store' }).catch(offline);
  }
}

function bodyOf(answer: Response): Promise<string> {
  return answer.text().catch(offline);
}

function offline(error: unknown): never {
  throw new Refusal('line.offline', 'The server cannot be reached.', { cause: error });
}
