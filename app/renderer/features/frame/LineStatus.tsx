import { useTranslation } from 'react-i18next';
import { useLine } from '../../store/context.tsx';
import { clockText } from '../../ui/time.ts';
import styles from './TopBar.module.css';

/** The line in words: never by colour alone. */
export function LineStatus() {
  const { t } = useTranslation('frame');
  const state = useLine((line) => line.state);
  const rttMs = useLine((line) => (line.rttMs === null ? null : Math.max(1, Math.round(line.rttMs))));
  const progress = useLine((line) => line.progress);
  const lastSyncedAt = useLine((line) => line.lastSyncedAt);
  return (
    <span className={styles.line} data-testid="line-status" data-state={state} role="status" aria-live="polite" aria-atomic="true">
      <span className={styles.dot} aria-hidden="true" />
      {t(`line.${state}`)}
      {state === 'offline' && lastSyncedAt !== null && <b>{t('line.lastSynced', { time: clockText(lastSyncedAt) })}</b>}
      {state === 'syncing' && progress !== null && <b>{t('line.progress', progress)}</b>}
      {state === 'online' && rttMs !== null && <b aria-hidden="true">{t('line.ms', { ms: rttMs })}</b>}
    </span>
  );
}
