import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CasePaper } from '../../../../sfu-server/protocol/case-paper.ts';
import { useErrorText } from '../../ui/error-text.ts';
import type { MediationWork } from '../mediation/use-mediation.ts';
import buttons from '../rooms/controls.module.css';
import { AddPaper } from './AddPaper.tsx';
import { PaperCard } from './PaperCard.tsx';
import styles from './Papers.module.css';
import { PaperViewer } from './PaperViewer.tsx';
import { byForm } from './paper-order.ts';
import { useCasePapers } from './use-case-papers.ts';
import { VerifyFile } from './VerifyFile.tsx';

/** Papers of a mediation in the order of its dossier (文书): looked at, signed, sealed, verified. */
export function PapersTab({ work }: { work: MediationWork }) {
  const { t } = useTranslation('papers');
  const errorText = useErrorText();
  const { papers, error } = useCasePapers(work.one.id);
  const [shown, setShown] = useState<CasePaper | null>(null);
  const [adding, setAdding] = useState(false);
  if (papers === null) return <p className={styles.empty}>{error === null ? t('loading') : errorText(error)}</p>;
  const viewed = papers.find(({ id }) => id === shown?.id) ?? null;
  return (
    <div className={styles.tab} data-testid="papers">
      <div className={styles.bar}>
        {work.mayHandle && (
          <button
            type="button"
            className={buttons.button}
            data-testid="paper-add"
            aria-expanded={adding}
            onClick={() => setAdding(!adding)}
          >
            {t('add')}
          </button>
        )}
        <VerifyFile />
      </div>
      {adding && <AddPaper caseId={work.one.id} onDone={() => setAdding(false)} />}
      {papers.length === 0 && <p className={styles.empty}>{t('empty')}</p>}
      {byForm(papers).map(({ form, papers: ofForm }) => (
        <section key={form} data-testid="paper-form" data-form={form}>
          <h4>{t(`form.${form}`)}</h4>
          {ofForm.map(({ newest, older }) => (
            <div key={newest.id}>
              <PaperCard paper={newest} mayHandle={work.mayHandle} casePath={work.one.orgId} onShow={setShown} />
              {older.length > 0 && (
                <details className={styles.older}>
                  <summary>{t('older', { count: older.length })}</summary>
                  {older.map((paper) => (
                    <button key={paper.id} type="button" className={buttons.quiet} onClick={() => setShown(paper)}>
                      {t('version', { version: paper.version })} · {t(`state.${paper.state}`)}
                      {paper.voidReason !== null && ` · ${paper.voidReason}`}
                    </button>
                  ))}
                </details>
              )}
            </div>
          ))}
        </section>
      ))}
      {viewed !== null && <PaperViewer key={viewed.id} paper={viewed} onClose={() => setShown(null)} />}
    </div>
  );
}
