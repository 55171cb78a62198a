import type { MutationEnvelope } from '../../../sfu-server/protocol/mutations.ts';
import { MAX_MESSAGE_BYTES } from '../../../sfu-server/protocol/version.ts';
import type { OutboxEntry } from './store.ts';

/** The most that `sync.push` takes. */
const MOST = 200;
/** UTF-16 units; three bytes each at worst, and the envelope beside them. */
const MOST_TEXT = MAX_MESSAGE_BYTES / 4;

/** The first of what waits, in order, as many as go into one message. */
export function pushBatch(waiting: readonly OutboxEntry[]): MutationEnvelope[] {
  const batch: MutationEnvelope[] = [];
  let text = 0;
  for (const { number, name, args, createdAt } of waiting.slice(0, MOST)) {
    text += JSON.stringify(args).length;
    if (batch.length > 0 && text > MOST_TEXT) break;
    batch.push({ number, name, args, createdAt });
  }
  return batch;
}
