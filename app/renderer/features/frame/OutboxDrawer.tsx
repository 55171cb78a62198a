import { App, Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '../../../bridge/contract.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useOutbox, useTable } from '../../store/context.tsx';
import { useCodeText, useErrorText } from '../../ui/error-text.ts';
import { momentText } from '../../ui/time.ts';
import styles from './OutboxDrawer.module.css';
import { type About, outboxSubject } from './outbox-subject.ts';

/** What waits to be sent and, first, what was refused: what it was, why, and what to do with it. */
export function OutboxDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('frame');
  const items = useOutbox();
  const sorted = [...items.filter((item) => item.state === 'refused'), ...items.filter((item) => item.state !== 'refused')];
  return (
    <Drawer title={t('outbox.title')} open={open} onClose={onClose} size={440} closable={{ 'aria-label': t('outbox.close') }}>
      <LostByRestore items={sorted.filter(isLost)} />
      {sorted.length === 0 && <p className={styles.empty}>{t('outbox.empty')}</p>}
      <ul className={styles.list}>
        {sorted.map((item) => (
          <OutboxRow key={item.number} item={item} />
        ))}
      </ul>
    </Drawer>
  );
}

/** What the row that a change is about is called; null where it is not (or no longer) to be seen. */
function useRow(about: About | null): { title: string; number: string | null } | null {
  const rows = {
    event: useTable('event').byId,
    case: useTable('case').byId,
    studio: useTable('studio').byId,
    mediator: useTable('mediator').byId,
    contact: useTable('contact').byId,
    document: useTable('document').byId,
    meeting: useTable('meeting').byId,
    task: useTable('task').byId,
  };
  const row = about === null ? undefined : rows[about.entity].get(about.id);
  if (row === undefined) return null;
  if (!('title' in row)) return { title: row.name, number: null };
  return { title: row.title, number: 'number' in row ? row.number : null };
}

/** It had arrived, and the server that was restored has it no more. */
const isLost = (item: OutboxItem) => item.error?.code === 'mutation.lost';

/** All at once and in their order: a note cannot go before the event that it is on. */
function LostByRestore({ items }: { items: readonly OutboxItem[] }) {
  const { t } = useTranslation('frame');
  const bridge = useBridge();
  const { message } = App.useApp();
  const errorText = useErrorText();
  if (items.length === 0) return null;
  const redoAll = async () => {
    try {
      for (const { number } of items) await bridge.call('outbox.redo', { number });
    } catch (error) {
      void message.error(errorText(error));
    }
  };
  return (
    <section className={styles.lost} role="status" data-testid="outbox-lost">
      <p>{t('outbox.lost', { count: items.length })}</p>
      <Button size="small" type="primary" onClick={() => void redoAll()} data-testid="outbox-redo-lost">
        {t('outbox.redoLost')}
      </Button>
    </section>
  );
}

function OutboxRow({ item }: { item: OutboxItem }) {
  const { t } = useTranslation('frame');
  const codeText = useCodeText();
  const bridge = useBridge();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const call = (name: 'outbox.redo' | 'outbox.drop') => {
    bridge.call(name, { number: item.number }).catch((error: unknown) => void message.error(errorText(error)));
  };
  const { nameKey, title, about } = outboxSubject(item);
  const row = useRow(about);
  return (
    <li className={styles.item} data-testid="outbox-item" data-state={item.state}>
      <div className={styles.head}>
        <b>{t(nameKey)}</b>
        <span className={styles.state}>{t(`outbox.state.${isLost(item) ? 'lost' : item.state}`)}</span>
      </div>
      {row !== null && row.title !== title && <div>{row.number === null ? row.title : `${row.title} ${row.number}`}</div>}
      {title !== null && <div>{title}</div>}
      <div className={styles.when}>{momentText(item.createdAt)}</div>
      {item.error !== null && <div className={styles.why}>{codeText(item.error.code)}</div>}
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
