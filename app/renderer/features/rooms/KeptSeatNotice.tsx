import { useTranslation } from 'react-i18next';
import type { KeptSeat } from '../../media/seat-keep.ts';
import { usePageMedia } from '../../media/use-media.ts';
import buttons from './controls.module.css';
import styles from './RoomsPage.module.css';

/** After a reload: the way back to the seat. */
export function KeptSeatNotice({ kept }: { kept: KeptSeat }) {
  const { t } = useTranslation('rooms');
  const media = usePageMedia();
  return (
    <div className={styles.kept} role="status">
      <span>{t('kept', { title: kept.title })}</span>
      <button type="button" className={buttons.primary} data-testid="seat-return" onClick={() => media.comeBack(kept)}>
        {t('kept.return')}
      </button>
      <button type="button" className={buttons.button} onClick={() => media.forgetKept()}>
        {t('kept.forget')}
      </button>
    </div>
  );
}
