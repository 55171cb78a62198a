import type { CaseKind } from '../../../../sfu-server/protocol/entities/case.ts';
import { useKept } from '../../ui/kept-state.tsx';
import type { CaseDraft } from './case-form.ts';

export interface Registration {
  /** What was filled in so far; null where nothing was. */
  readonly draft: CaseDraft | null;
  readonly setDraft: (draft: CaseDraft | null) => void;
  /** Whether the form is shown in place of a case. */
  readonly registering: boolean;
  readonly setRegistering: (registering: boolean) => void;
  readonly chosenId: string | null;
  readonly setChosenId: (id: string | null) => void;
}

/** What the page of a kind of cases shows beside its list; kept while other modules are open, so that they can begin a case as well. */
export function useRegistration(kind: CaseKind): Registration {
  const [draft, setDraft] = useKept<CaseDraft | null>(`cases.${kind}.draft`, null);
  const [registering, setRegistering] = useKept(`cases.${kind}.registering`, false);
  const [chosenId, setChosenId] = useKept<string | null>(`cases.${kind}.chosen`, null);
  return { draft, setDraft, registering, setRegistering, chosenId, setChosenId };
}
