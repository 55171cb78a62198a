import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApplyDraft, newDraft } from './apply-draft.ts';
import { type DraftStore, draftStore } from './draft-store.ts';

/** A part of it; as a function of what is there by then where something was made meanwhile: pictures and speech take their time. */
export type ChangeDraft = (part: Partial<ApplyDraft> | ((before: ApplyDraft) => Partial<ApplyDraft>)) => void;

export interface KeptDraft {
  /** Null until it was looked for. */
  readonly draft: ApplyDraft | null;
  change: ChangeDraft;
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
  const change = useCallback<ChangeDraft>(
    (part) => setDraft((before) => (before === null ? null : { ...before, ...(typeof part === 'function' ? part(before) : part) })),
    [],
  );
  const renew = useCallback(() => setDraft(newDraft()), []);
  return { draft, change, renew };
}
