import type { LibraryCase } from '../../../../sfu-server/protocol/entities/library-case.ts';

export interface LibraryQuery {
  readonly field: LibraryCase['field'] | null;
  /** All of these words have to stand in it, in any of its parts. */
  readonly search: string;
}

/** Cases of the library that fit, the newest first. */
export function listLibrary(cases: Iterable<LibraryCase>, { field, search }: LibraryQuery): LibraryCase[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const textOf = ({ title, facts, course, result, lesson }: LibraryCase) =>
    `${title}\n${facts}\n${course}\n${result}\n${lesson}`.toLowerCase();
  return [...cases]
    .filter((one) => field === null || one.field === field)
    .filter((one) => words.every((word) => textOf(one).includes(word)))
    .sort((a, b) => b.publishedAt - a.publishedAt || (a.id < b.id ? 1 : -1));
}
