import { useTranslation } from 'react-i18next';
import type { CallStanding } from './call-list.ts';
import styles from './Joint.module.css';

/** How a call stands, in a word. */
export function Standing({ standing }: { standing: CallStanding }) {
  const { t } = useTranslation('joint');
  return (
    <span className={styles.standing} data-standing={standing} data-testid="call-standing">
      {t(`standing.${standing}`)}
    </span>
  );
}
