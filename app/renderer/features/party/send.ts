import { type ErrorCode, Refusal } from '../../../../sfu-server/protocol/errors.ts';
import { materialPath } from '../../../../sfu-server/protocol/party.ts';
import { FetchLine } from '../../../bridge/attachments/fetch-line.ts';
import type { Bridge } from '../../../bridge/bridge.ts';
import { request } from '../../../bridge/requests.ts';
import type { FileDraft } from './apply-draft.ts';

/** Bytes of a part: what a poor line carries in some seconds. */
const PART_BYTES = 512 * 1024;
/** After these the same is asked again: the line or the server comes back. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'line.offline',
  'request.timeout',
  'request.cancelled',
  'request.too_many',
  'server.busy',
  'storage.full',
  'attachment.wrong_offset',
]);
/** ms */
const AGAIN_MS = 3000;

export interface Patience {
  readonly signal: AbortSignal;
  /** Told when it has to wait, and when it goes on. */
  waiting(waits: boolean): void;
}

/** Asks until there is an answer, however often the line breaks. Throws any refusal that stays. */
export async function untilAnswered<T>(bridge: Bridge, patience: Patience, ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      const answer = await ask();
      patience.waiting(false);
      return answer;
    } catch (error) {
      const { code, retryAfterMs } = Refusal.toValue(error);
      if (patience.signal.aborted || !PASSING.has(code)) throw error;
      patience.waiting(true);
      await again(bridge, patience.signal, Math.max(retryAfterMs ?? 0, AGAIN_MS));
      patience.signal.throwIfAborted();
    }
  }
}

/** After a while, or as soon as the line is back. */
function again(bridge: Bridge, signal: AbortSignal, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    const stop = bridge.on('line.changed', ({ state }) => {
      if (state !== 'offline') done();
    });
    signal.addEventListener('abort', done);
  });
}

/** Announces a file and sends what the server does not have of it yet. Throws refusals that stay. */
export async function bringFile(bridge: Bridge, code: string, file: FileDraft, patience: Patience): Promise<void> {
  const bytes = new Uint8Array(await file.blob.arrayBuffer());
  const { id, name, mediaType } = file;
  const announced = { code, id, name, mediaType, size: bytes.byteLength, sha256: await sha256Of(bytes) };
  await untilAnswered(bridge, patience, () => request(bridge, 'party.bring', announced));
  const line = new FetchLine(location.origin, () => code, { upload: materialPath, content: materialPath });
  try {
    await untilAnswered(bridge, patience, async () => {
      let state = await line.state(id);
      while (!state.complete) state = await line.send(id, state.offset, bytes.subarray(state.offset, state.offset + PART_BYTES));
    });
  } finally {
    line.close();
  }
}

async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
