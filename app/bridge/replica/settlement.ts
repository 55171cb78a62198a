import type { MutationResult } from '../../../sfu-server/protocol/mutations.ts';
import type { OutboxEntry } from './store.ts';

/** An outbox entry after the server's word on it; `done`: it can go, since the rows show its change already. */
export interface Settlement {
  readonly entry: OutboxEntry;
  readonly done: boolean;
}

/** What the server's word makes of an entry. @param cursor up to which change the rows have come; null while they come afresh */
export function settlementOf(entry: OutboxEntry, result: MutationResult, cursor: number | null): Settlement {
  if (result.status === 'refused') return { entry: { ...entry, state: 'refused', error: result.error }, done: false };
  // Its change may have been pulled before its answer came.
  const done = cursor !== null && cursor >= result.version;
  return { entry: { ...entry, state: 'confirmed', version: result.version }, done };
}
