// The recorder's process loads this file: only types are imported, so that a recorder is there at once.
import type { TrackInfo } from './packet-log.ts';
import type { SenderReport } from './packet-record.ts';

/** What the server tells a recorder. */
export type ToRecorder =
  /**
   * `zeroNs`: the machine's monotonic clock when the recording began, ns as text (a bigint does not travel); null: it begins
   * when this recorder listens.
   */
  | { readonly type: 'start'; readonly file: string; readonly zeroNs: string | null }
  | { readonly type: 'track'; readonly track: number; readonly info: TrackInfo }
  | ({ readonly type: 'senderReport'; readonly track: number } & SenderReport)
  /** Writes what is left and ends. */
  | { readonly type: 'stop' };

const FIELDS: { readonly [T in ToRecorder['type']]: Readonly<Record<string, readonly string[]>> } = {
  start: { file: ['string'], zeroNs: ['string', 'object'] },
  track: { track: ['number'], info: ['object'] },
  senderReport: { track: ['number'], ssrc: ['number'], ntpMs: ['number'], rtpTimestamp: ['number'] },
  stop: {},
};

/**
 * Looks at an order by hand: loading a schema library would cost the process ten times what all else in it costs, and
 * nobody but our own server has the other end of this pipe.
 * @throws Error for what is none
 */
export function parseOrder(message: unknown): ToRecorder {
  if (!isOrder(message)) throw new Error('This is no order for a recorder.');
  return message;
}

function isOrder(message: unknown): message is ToRecorder {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false;
  const { type } = message;
  if (typeof type !== 'string' || !isType(type)) return false;
  const values = new Map<string, unknown>(Object.entries(message));
  return Object.entries(FIELDS[type]).every(([name, kinds]) => kinds.includes(typeof values.get(name)));
}

function isType(type: string): type is ToRecorder['type'] {
  return Object.hasOwn(FIELDS, type);
}
