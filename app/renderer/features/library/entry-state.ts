import type { LIBRARY_STATES, LibraryEntry } from '../../../../sfu-server/protocol/library.ts';

/** How an entry stands for its office: an approved text that everybody read and that was taken away is not published. */
export function entryState({ latest, publishedId }: LibraryEntry): (typeof LIBRARY_STATES)[number] | 'withdrawn' {
  return latest.state === 'approved' && publishedId === null ? 'withdrawn' : latest.state;
}
