import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CasePaper } from '../../../../sfu-server/protocol/case-paper.ts';
import { useErrorText } from '../../ui/error-text.ts';
import buttons from '../rooms/controls.module.css';
import { PageTurner } from './PageTurner.tsx';
import { PaperPage } from './PaperPage.tsx';
import styles from './Papers.module.css';
import { usePaperPdf } from './use-paper-pdf.ts';

/** A paper over the whole window: the sealed one where there is one. */
export function PaperViewer({ paper, onClose }: { paper: CasePaper; onClose: () => void }) {
  const { t } = useTranslation('papers');
  const errorText = useErrorText();
  const { document, error } = usePaperPdf(paper, paper.sealed === null ? 'unsigned' : 'sealed');
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(1);
  return (
    <div className={styles.viewer} role="dialog" aria-modal="true" aria-label={paper.title} data-testid="paper-viewer">
      <header>
        <h3>{paper.title}</h3>
        <span>{t('version', { version: paper.version })}</span>
        <b data-state={paper.state}>{t(`state.${paper.state}`)}</b>
        <button type="button" className={buttons.button} data-testid="paper-close" onClick={onClose}>
          {t('close')}
        </button>
      </header>
      {document !== null && <PaperPage document={document} page={page} zoom={zoom} />}
      {document === null && <p className={styles.empty}>{error === null ? t('loading') : errorText(error)}</p>}
      {document !== null && <PageTurner page={page} pages={document.pages} onTurn={setPage} zoom={zoom} onZoom={setZoom} />}
    </div>
  );
}
