import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../ui/error-text.ts';
import { PageTurner } from '../papers/PageTurner.tsx';
import { PaperPage } from '../papers/PaperPage.tsx';
import papers from '../papers/Papers.module.css';
import { type BoardDocument, openContent } from '../rooms/board/document.ts';
import buttons from '../rooms/controls.module.css';

/** A copy of a dossier over the whole window, page by page. */
export function DossierReader({ title, content, onClose }: { title: string; content: Blob; onClose: () => void }) {
  const { t } = useTranslation('dossier');
  const errorText = useErrorText();
  const [document, setDocument] = useState<BoardDocument | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(1);
  useEffect(() => {
    let left = false;
    let opened: BoardDocument | null = null;
    openContent(content).then(
      (found) => {
        opened = found;
        if (left) found.close();
        else setDocument(found);
      },
      (reason: unknown) => !left && setError(reason),
    );
    return () => {
      left = true;
      opened?.close();
    };
  }, [content]);
  return (
    <div className={papers.viewer} role="dialog" aria-modal="true" aria-label={title} data-testid="dossier-reader">
      <header>
        <h3>{title}</h3>
        <button type="button" className={buttons.button} data-testid="dossier-reader-close" onClick={onClose}>
          {t('close')}
        </button>
      </header>
      {document !== null && <PaperPage document={document} page={page} zoom={zoom} />}
      {document === null && <p className={papers.empty}>{error === null ? t('loading') : errorText(error)}</p>}
      {document !== null && <PageTurner page={page} pages={document.pages} onTurn={setPage} zoom={zoom} onZoom={setZoom} />}
    </div>
  );
}
