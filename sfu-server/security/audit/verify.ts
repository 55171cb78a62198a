import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AuditStore } from './audit-store.ts';
import { entrySchema, GENESIS, type Head, hashOf } from './entry.ts';
import type { HeadFileState } from './head-file.ts';

const PAGE = 2000;

/** What is wrong with a trail, and at which entry it begins. */
export interface Break {
  readonly seq: number;
  readonly reason: keyof typeof REASONS;
}

/** What each reason means, for people. */
export const REASONS = {
  missing: 'the entry is missing',
  altered: 'the entry does not fit its hash: one of its columns was changed',
  unlinked: 'the entry does not follow from the one before it: one of the two was replaced',
  noted: 'the server found here, while it ran, that the trail had been changed; the detail of the entry says how',
  cut: 'the end of the trail was cut off here: a head that was kept elsewhere is further on',
  rewritten: 'the trail was written anew: a head that was kept elsewhere has another hash for this entry',
  headMissing: 'the head file is missing or damaged, so that nothing says whether the end was cut off',
} as const;

export interface Verdict {
  /** Entries that were read and found good. */
  readonly entries: number;
  /** The last good one. */
  readonly last: Head;
  readonly broken: Break | null;
}

/**
 * Walks the whole chain and names the first entry at which it is broken. The trail may be in use.
 * @param head what the head file said before the store was opened
 * @param anchors heads that were kept elsewhere, such as in the log
 */
export async function verifyTrail(store: AuditStore, head: HeadFileState, anchors: readonly Head[] = []): Promise<Verdict> {
  const expected = new Map<number, Set<string>>();
  for (const anchor of typeof head === 'object' ? [head, ...anchors] : anchors) {
    if (anchor.seq > 0) expected.set(anchor.seq, (expected.get(anchor.seq) ?? new Set()).add(anchor.hash));
  }
  let last: Head = GENESIS;
  const verdict = (reason: Break['reason'] | null, seq = last.seq + 1): Verdict => ({
    entries: last.seq,
    last,
    broken: reason === null ? null : { seq, reason },
  });
  let noted: number | null = null;
  for (;;) {
    const page = store.page(last.seq, PAGE);
    if (page.length === 0) break;
    for (const row of page) {
      const reason = faultOf(row, last);
      if (typeof reason === 'string') return verdict(reason);
      const { seq, hash, action } = reason;
      for (const other of expected.get(seq) ?? []) if (other !== hash) return verdict('rewritten');
      expected.delete(seq);
      if (action === 'audit.discrepancy') noted ??= seq;
      last = { seq, hash };
    }
    await nextTurn();
  }
  if (noted !== null) return verdict('noted', noted);
  if (expected.size > 0) return verdict('cut');
  if (typeof head === 'string' && last.seq > 0) return verdict('headMissing', last.seq);
  return verdict(null);
}

/** What is wrong with the row after `previous`, or the row itself. */
function faultOf(row: unknown, previous: Head): Break['reason'] | { seq: number; hash: string; action: string } {
  const parsed = entrySchema.safeParse(row);
  if (!parsed.success) return 'altered';
  const entry = parsed.data;
  if (entry.seq !== previous.seq + 1) return 'missing';
  // First the entry itself: a changed `previous_hash` is a change of this entry, not of the one before.
  if (hashOf(entry) !== entry.hash) return 'altered';
  return entry.previous_hash === previous.hash ? entry : 'unlinked';
}
