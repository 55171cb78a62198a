import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLine, useSession } from '../../store/context.tsx';
import { clockText } from '../../ui/time.ts';
import styles from './Dock.module.css';
import { OutboxDrawer } from './OutboxDrawer.tsx';

const RoomDock = lazy(() => import('../rooms/RoomDock.tsx').then((module) => ({ default: module.RoomDock })));

export function Dock({ sideOpen, onToggleSide }: { sideOpen: boolean; onToggleSide: () => void }) {
  const { t } = useTranslation('frame');
  const { host } = useSession();
  const waiting = useLine((line) => line.waiting);
  const refused = useLine((line) => line.refused);
  const lastSyncedAt = useLine((line) => line.lastSyncedAt);
  const [outboxOpen, setOutboxOpen] = useState(false);
  const synced = lastSyncedAt === null ? t('line.notSynced') : t('line.synced', { time: clockText(lastSyncedAt) });
  return (
    <footer className={styles.dock} role="contentinfo" aria-label={t('dock.label')}>
      <div className={styles.room}>
        <Suspense fallback={null}>
          <RoomDock />
        </Suspense>
      </div>
      <span className={styles.synced}>{host === 'direct' ? t('line.live') : synced}</span>
      <button type="button" className={styles.outbox} aria-haspopup="dialog" onClick={() => setOutboxOpen(true)}>
        {t('waiting')} <b data-testid="outbox-count">{waiting}</b>
        {refused > 0 && <strong>{t('refused', { count: refused })}</strong>}
      </button>
      <button type="button" className={styles.toggle} aria-expanded={sideOpen} onClick={onToggleSide}>
        {sideOpen ? <RightOutlined /> : <LeftOutlined />}
        {t(sideOpen ? 'side.hide' : 'side.show')}
      </button>
      <OutboxDrawer open={outboxOpen} onClose={() => setOutboxOpen(false)} />
    </footer>
  );
}
