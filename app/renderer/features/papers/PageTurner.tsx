import { useTranslation } from 'react-i18next';
import buttons from '../rooms/controls.module.css';
import styles from './Papers.module.css';

/** Back and forth through the pages, and larger. */
export function PageTurner({
  page,
  pages,
  onTurn,
  zoom,
  onZoom,
}: {
  page: number;
  pages: number;
  onTurn: ((page: number) => void) | null;
  zoom: number;
  onZoom: (zoom: number) => void;
}) {
  const { t } = useTranslation('papers');
  return (
    <div className={styles.turner}>
      {onTurn !== null && (
        <button type="button" className={buttons.button} data-testid="paper-back" disabled={page <= 1} onClick={() => onTurn(page - 1)}>
          {t('page.back')}
        </button>
      )}
      <span data-testid="paper-place">{t('page.of', { page, pages })}</span>
      {onTurn !== null && (
        <button type="button" className={buttons.button} data-testid="paper-next" disabled={page >= pages} onClick={() => onTurn(page + 1)}>
          {t('page.next')}
        </button>
      )}
      <button type="button" className={buttons.quiet} aria-pressed={zoom > 1} onClick={() => onZoom(zoom > 1 ? 1 : 1.8)}>
        {t(zoom > 1 ? 'zoom.fit' : 'zoom.in')}
      </button>
    </div>
  );
}
