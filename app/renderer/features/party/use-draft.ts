import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApplyDraft, newDraft } from './apply-draft.ts';
import { type DraftStore, draftStore } from './draft-store.ts';

export interface KeptDraft {
  /** Null until it was looked for. */
  readonly draft: ApplyDraft | null;
  change(part: Partial<ApplyDraft>): void;
  /** Lets go of it and begins another. */
  renew(): void;
}

/** The draft for a centre's code, kept on the phone with each change. Where the browser keeps nothing, it lasts as long as the page. */
export function useDraft(code: string, store: DraftStore = draftStore): KeptDraft {
  const [draft, setDraft] = useState<ApplyDraft | null>(null);
  const saving = useRef(Promise.resolve());
  useEffect(() => {
    let gone = false;
    store.load(code).then(
      (kept) => !gone && setDraft(kept ?? newDraft()),
      () => !gone && setDraft(newDraft()),
    );
    return () => {
      gone = true;
    };
  }, [code, store]);
  useEffect(() => {
    if (draft === null) return;
    // In order: an older one must not come to stand over a newer.
    saving.current = saving.current.then(() => store.save(code, draft)).catch(() => undefined);
  }, [code, draft, store]);
  const change = useCallback((part: Partial<ApplyDraft>) => setDraft((before) => (before === null ? null : { ...before, ...part })), []);
  const renew = useCallback(() => setDraft(newDraft()), []);
  return { draft, change, renew };
}
