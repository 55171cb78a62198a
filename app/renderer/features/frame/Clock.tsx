import { useTranslation } from 'react-i18next';
import { clockText, dateText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './TopBar.module.css';

/** The county's time. */
export function Clock() {
  const { i18n } = useTranslation();
  const now = useNow();
  return (
    <span className={styles.clock}>
      <time>{clockText(now)}</time>
      <span>{dateText(now, i18n.language)}</span>
    </span>
  );
}
