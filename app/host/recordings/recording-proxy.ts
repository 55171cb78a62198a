import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { ServerTrust } from '../trust/server-trust.ts';

/** Headers of the server's answer that a page's player needs. */
export const PLAYER_HEADERS = ['content-type', 'content-length', 'content-range', 'content-disposition', 'accept-ranges'] as const;

/** Nothing for this long and the server is given up, ms. */
const SILENCE_MS = 20_000;

/**
 * Fetches a recording's file from the pinned server for a page's `<video>`, which knows the server neither by address nor by
 * certificate. What may be seen says the ticket in the address.
 */
export class RecordingProxy {
  readonly #url: URL;
  readonly #trust: ServerTrust | null;

  constructor(url: URL, trust: ServerTrust | null) {
    this.#url = url;
    this.#trust = trust;
  }

  /**
   * @param path as `recordingPath` gives it
   * @throws Refusal `recording.unknown` for any other path, `line.offline`
   */
  async fetch(path: string, range: string | undefined): Promise<IncomingMessage> {
    const url = new URL(path, this.#url);
    if (url.origin !== this.#url.origin || !/^\/recordings\/[0-9a-f-]{36}\/(composed|tracks\/[\w.%-]+)$/.test(url.pathname)) {
      throw new Refusal('recording.unknown', 'This is not the address of a recording.');
    }
    const options = { timeout: SILENCE_MS, headers: range === undefined ? {} : { range } };
    const asked = this.#trust === null ? httpRequest(url, options) : httpsRequest(url, { ...options, ...(await this.#trust.resolve()) });
    asked.on('timeout', () => asked.destroy(new Error('The line is silent.')));
    asked.end();
    try {
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      asked.on('error', () => {});
      return answer;
    } catch (error) {
      throw this.#trust?.refusalFor(error) ?? new Refusal('line.offline', 'The server cannot be reached.', { cause: error });
    }
  }
}
