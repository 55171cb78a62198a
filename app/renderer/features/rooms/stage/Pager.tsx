import { useTranslation } from 'react-i18next';
import buttons from '../controls.module.css';
import { Icon } from '../icons.tsx';
import styles from './Stage.module.css';

export interface PagerProps {
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** px */
  readonly height: number;
  onTurn(page: number): void;
}

/** Turns the pages of pictures; PageUp and PageDown do the same. */
export function Pager({ page, pages, height, onTurn }: PagerProps) {
  const { t } = useTranslation('stage');
  return (
    <nav className={styles.pager} style={{ height }} aria-label={t('pages')}>
      <button
        type="button"
        className={buttons.icon}
        data-testid="page-back"
        title={`${t('page.back')} PageUp`}
        aria-label={t('page.back')}
        disabled={page === 0}
        onClick={() => onTurn(page - 1)}
      >
        <span style={{ display: 'grid', transform: 'scaleX(-1)' }}>
          <Icon name="chevron" size={16} />
        </span>
      </button>
      <span data-testid="page-number">{t('page', { page: page + 1, pages })}</span>
      <button
        type="button"
        className={buttons.icon}
        data-testid="page-next"
        title={`${t('page.next')} PageDown`}
        aria-label={t('page.next')}
        disabled={page === pages - 1}
        onClick={() => onTurn(page + 1)}
      >
        <Icon name="chevron" size={16} />
      </button>
    </nav>
  );
}
