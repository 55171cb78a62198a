import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RIGHTS } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount, useComplete, useTable } from '../../store/context.tsx';
import { useDesk, useDeskStore } from '../../store/desk-context.tsx';
import { useNumberText } from '../../ui/number-text.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './EventQueue.module.css';
import { EventRow } from './EventRow.tsx';
import { type EventFilter, isOpen, listEvents } from './event-list.ts';

/** Rows shown before "more" is asked for, and at each asking. */
const STEP = 60;

export function EventQueue() {
  const { t } = useTranslation('events');
  const numberText = useNumberText();
  const { role } = useAccount();
  const mayRead = RIGHTS[role]['data.read'] !== undefined;
  const mayReport = RIGHTS[role]['event.report'] !== undefined;
  const desk = useDeskStore();
  const selectedId = useDesk((state) => state.selectedEventId);
  const { byId, pendingIds } = useTable('event');
  const complete = useComplete('event');
  const [filter, setFilter] = useState<EventFilter>('open');
  const [shown, setShown] = useState(STEP);
  // Only what is overdue and what is today change by themselves, and neither in less than a minute.
  const now = useNow(60_000);
  const events = useMemo(() => listEvents(byId.values(), filter), [byId, filter]);
  const openCount = useMemo(() => [...byId.values()].filter(isOpen).length, [byId]);
  const choose = (next: EventFilter) => {
    setFilter(next);
    setShown(STEP);
  };
  const left = events.length - shown;
  return (
    <section className={styles.queue} aria-label={t('title')}>
      <header className={styles.head}>
        <h2>{t('title')}</h2>
        <Segmented<EventFilter>
          size="small"
          aria-label={t('filter.label')}
          value={filter}
          onChange={choose}
          options={[
            { value: 'open', label: `${t('filter.open')} ${numberText(openCount)}` },
            { value: 'all', label: `${t('filter.all')} ${numberText(byId.size)}` },
          ]}
        />
        <Button
          type="primary"
          size="small"
          icon={<PlusOutlined />}
          data-testid="event-create"
          disabled={!mayReport}
          title={mayReport ? undefined : t('noReport')}
          onClick={() => desk.startReport(null)}
        >
          {t('report')}
        </Button>
      </header>
      <ul className={styles.list} aria-label={t('list')}>
        {events.slice(0, shown).map((event) => (
          <EventRow
            key={event.id}
            event={event}
            now={now}
            pending={pendingIds.has(event.id)}
            selected={event.id === selectedId}
            onSelect={desk.selectEvent}
          />
        ))}
        {events.length === 0 && <li className={styles.empty}>{t(mayRead ? (complete ? `empty.${filter}` : 'loading') : 'noRight')}</li>}
        {left > 0 && (
          <li className={styles.more}>
            <Button type="text" block onClick={() => setShown(shown + STEP)}>
              {t('more', { count: Math.min(STEP, left) })}
            </Button>
          </li>
        )}
      </ul>
    </section>
  );
}
