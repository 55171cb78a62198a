import { useTranslation } from 'react-i18next';
import { useLine, useSession } from '../../store/context.tsx';
import { clockText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './TopBar.module.css';

/** The line in words: never by colour alone. */
export function LineStatus() {
  const { t } = useTranslation('frame');
  const state = useLine((line) => line.state);
  const rttMs = useLine((line) => (line.rttMs === null ? null : Math.max(1, Math.round(line.rttMs))));
  const progress = useLine((line) => line.progress);
  const { offlineUntil } = useSession();
  const lastSyncedAt = useLine((line) => line.lastSyncedAt);
  return (
    <span className={styles.line} data-testid="line-status" data-state={state} role="status" aria-live="polite" aria-atomic="true">
      <span className={styles.dot} aria-hidden="true" />
      {t(`line.${state}`)}
      {state === 'offline' && lastSyncedAt !== null && <b>{t('line.lastSynced', { time: clockText(lastSyncedAt) })}</b>}
      {offlineUntil !== undefined && <OfflineDays until={offlineUntil} />}
      {state === 'syncing' && progress !== null && <b>{t('line.progress', progress)}</b>}
      {state === 'online' && rttMs !== null && <b aria-hidden="true">{t('line.ms', { ms: rttMs })}</b>}
    </span>
  );
}

const DAY_MS = 86_400_000;

/** How long whoever signed in without the server may stay. */
function OfflineDays({ until }: { until: number }) {
  const { t } = useTranslation('frame');
  const now = useNow();
  return <b data-testid="offline-days">{t('line.offlineDays', { count: Math.max(0, Math.ceil((until - now) / DAY_MS)) })}</b>;
}
