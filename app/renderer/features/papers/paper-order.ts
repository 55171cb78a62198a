import { type CasePaper, PAPER_FORMS, type PaperForm } from '../../../../sfu-server/protocol/case-paper.ts';

export interface FormPapers {
  readonly form: PaperForm;
  /** Newest version of each subject; what it has replaced behind it. */
  readonly papers: readonly { readonly newest: CasePaper; readonly older: readonly CasePaper[] }[];
}

/** Papers by form, in the order of a dossier; forms of which there is none are left out. */
export function byForm(papers: readonly CasePaper[]): FormPapers[] {
  const ofForm = Map.groupBy(papers, ({ form }) => form);
  return PAPER_FORMS.flatMap((form) => {
    const found = ofForm.get(form);
    if (found === undefined) return [];
    const subjects = Map.groupBy(found, ({ subject }) => subject ?? '');
    return { form, papers: [...subjects.values()].flatMap(versions) };
  });
}

function versions(papers: readonly CasePaper[]): { newest: CasePaper; older: CasePaper[] }[] {
  const [newest, ...older] = papers.toSorted((a, b) => b.version - a.version);
  return newest === undefined ? [] : [{ newest, older }];
}
