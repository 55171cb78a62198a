import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useTable } from '../../store/context.tsx';
import { momentText } from '../../ui/time.ts';
import { EventAttachments } from '../attachments/EventAttachments.tsx';
import { listEvents } from '../events/event-list.ts';
import styles from './FieldPage.module.css';

/** As many as a thumb scrolls through. */
const LIMIT = 100;

/** What this worker has reported, newest first, and how far each has come. */
export function FieldEvents() {
  const { t } = useTranslation(['field', 'events']);
  const account = useAccount();
  const { byId, pendingIds, loaded } = useTable('event');
  const mine = useMemo(
    () =>
      listEvents(
        [...byId.values()].filter((event) => event.reportedById === account.id),
        'all',
      ).slice(0, LIMIT),
    [byId, account.id],
  );
  if (mine.length === 0) return <p className={styles.empty}>{t(loaded ? 'mine.empty' : 'loading')}</p>;
  return (
    <ul className={styles.list}>
      {mine.map((event) => (
        <li key={event.id} data-testid="event-row" data-event-id={event.id} data-state={event.state}>
          <div>
            <b>{event.title}</b>
            <span data-pending={pendingIds.has(event.id)}>
              {pendingIds.has(event.id) ? t('events:pending') : t(`events:state.${event.state}`)}
            </span>
          </div>
          <small>
            {event.number ?? t('events:detail.number.pending')}
            <br />
            {t(`events:kind.${event.kind}`)} · {momentText(event.reportedAt)}
          </small>
          <EventAttachments event={event} camera />
        </li>
      ))}
    </ul>
  );
}
