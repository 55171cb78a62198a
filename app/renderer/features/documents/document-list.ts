import type { DocumentKind, GovernanceDocument } from '../../../../sfu-server/protocol/entities/document.ts';

export interface DocumentQuery {
  /** Null for all. */
  readonly kind: DocumentKind | null;
  /** Words that all have to be there. */
  readonly search: string;
}

/** Those that pass, the newest first; those of the same moment in a fixed order. */
export function listDocuments(documents: Iterable<GovernanceDocument>, { kind, search }: DocumentQuery): GovernanceDocument[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...documents].filter((one) => {
    if (kind !== null && one.kind !== kind) return false;
    const text = `${one.number ?? ''} ${one.title} ${one.body}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return found.sort((a, b) => b.issuedAt - a.issuedAt || (a.id < b.id ? 1 : -1));
}

/** What has to be shared anew and what taken back, to come from one choice of organisations to another. */
export function shareChanges(
  before: readonly string[],
  after: ReadonlySet<string>,
): { readonly share: string[]; readonly unshare: string[] } {
  const had = new Set(before);
  return { share: [...after].filter((id) => !had.has(id)), unshare: before.filter((id) => !after.has(id)) };
}
