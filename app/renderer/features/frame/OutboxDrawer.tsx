import { App, Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '../../../bridge/contract.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useOutbox, useTable } from '../../store/context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { momentText } from '../../ui/time.ts';
import styles from './OutboxDrawer.module.css';
import { outboxSubject } from './outbox-subject.ts';

/** What waits to be sent and, first, what was refused: what it was, why, and what to do with it. */
export function OutboxDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('frame');
  const items = useOutbox();
  const sorted = [...items.filter((item) => item.state === 'refused'), ...items.filter((item) => item.state !== 'refused')];
  return (
    <Drawer title={t('outbox.title')} open={open} onClose={onClose} size={440} closable={{ 'aria-label': t('outbox.close') }}>
      {sorted.length === 0 && <p className={styles.empty}>{t('outbox.empty')}</p>}
      <ul className={styles.list}>
        {sorted.map((item) => (
          <OutboxRow key={item.number} item={item} />
        ))}
      </ul>
    </Drawer>
  );
}

function OutboxRow({ item }: { item: OutboxItem }) {
  const { t } = useTranslation(['frame', 'errors']);
  const bridge = useBridge();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const call = (name: 'outbox.redo' | 'outbox.drop') => {
    bridge.call(name, { number: item.number }).catch((error: unknown) => void message.error(errorText(error)));
  };
  const { nameKey, title, eventId } = outboxSubject(item);
  const events = useTable('event').byId;
  const event = eventId === null ? undefined : events.get(eventId);
  return (
    <li className={styles.item} data-testid="outbox-item" data-state={item.state}>
      <div className={styles.head}>
        <b>{t(nameKey)}</b>
        <span className={styles.state}>{t(`outbox.state.${item.state}`)}</span>
      </div>
      {event !== undefined && event.title !== title && <div>{event.number === null ? event.title : `${event.title} ${event.number}`}</div>}
      {title !== null && <div>{title}</div>}
      <div className={styles.when}>{momentText(item.createdAt)}</div>
      {item.error !== null && <div className={styles.why}>{t(`errors:${item.error.code}`)}</div>}
      {item.state === 'refused' && (
        <div className={styles.actions}>
          <Button size="small" type="primary" data-testid="outbox-redo" onClick={() => call('outbox.redo')}>
            {t('outbox.redo')}
          </Button>
          <Button size="small" data-testid="outbox-drop" onClick={() => call('outbox.drop')}>
            {t('outbox.drop')}
          </Button>
        </div>
      )}
    </li>
  );
}
