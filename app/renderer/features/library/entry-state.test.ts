import { describe, expect, it } from 'vitest';
import type { LibraryEntry } from '../../../../sfu-server/protocol/library.ts';
import { entryState } from './entry-state.ts';

function entry(state: LibraryEntry['latest']['state'], publishedId: string | null): LibraryEntry {
  const nobody = { decidedByName: null, decidedAt: null, words: null };
  const latest = { number: 1, state, writtenById: 'a', writtenByName: 'A', writtenAt: 1, ...nobody };
  const about = { id: 'e', caseId: 'c', caseNumber: '1', caseTitle: 'T', title: 'T', field: 'neighbour' as const };
  return { ...about, publishedId, withdrawnReason: null, latest };
}

describe('the state of an entry', () => {
  it.each([
    ['approved', 'p', 'approved'],
    ['approved', null, 'withdrawn'],
    ['draft', null, 'draft'],
    ['draft', 'p', 'draft'],
    ['returned', null, 'returned'],
  ] as const)('%s with the row %s is %s', (state, publishedId, shown) => {
    expect(entryState(entry(state, publishedId))).toBe(shown);
  });
});
