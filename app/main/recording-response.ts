import { Readable } from 'node:stream';
import { Refusal } from '../../sfu-server/protocol/errors.ts';
import type { Log } from '../bridge/log.ts';
import { PLAYER_HEADERS, RecordingProxy } from '../host/recordings/recording-proxy.ts';
import { pinPath } from '../host/trust/pin-file.ts';
import { ServerTrust } from '../host/trust/server-trust.ts';
import { isOwnPage } from './permissions.ts';

export interface RecordingSource {
  readonly server: string;
  readonly dataDir: string;
  readonly caFingerprint?: string | undefined;
  readonly log: Log;
}

/** The main process's own way to recordings; whom it takes for the server is what the host's process has written down. */
export function recordingProxyOf({ server, dataDir, caFingerprint, log }: RecordingSource): RecordingProxy {
  const url = new URL(server);
  const trust = url.protocol === 'https:' ? new ServerTrust({ url, pinPath: pinPath(dataDir, url), caFingerprint, log }) : null;
  return new RecordingProxy(url, trust);
}

/** Whether a request of our own page is for a recording, not for a file of the page. */
export function isRecording(url: string): boolean {
  return isOwnPage(url) && new URL(url).pathname.startsWith('/recordings/');
}

/** Answers a player's request under Electron's custom protocol with what the server sends, piece by piece. */
export async function recordingResponse(proxy: Pick<RecordingProxy, 'fetch'>, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  try {
    const answer = await proxy.fetch(pathname + search, request.headers.get('range') ?? undefined);
    // A player that jumps lets go of the old place: then nothing more of it is fetched either.
    request.signal.addEventListener('abort', () => answer.destroy(), { once: true });
    const headers = new Headers({ 'cache-control': 'no-store' });
    for (const name of PLAYER_HEADERS) {
      const value = answer.headers[name];
      if (value !== undefined) headers.set(name, value);
    }
    return new Response(Readable.toWeb(answer) as ReadableStream<Uint8Array>, { status: answer.statusCode ?? 502, headers });
  } catch (error) {
    return Response.json(Refusal.toValue(error), { status: 502 });
  }
}
