import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import { shortMomentText } from '../../ui/time.ts';
import styles from './EventQueue.module.css';
import { isOpen, isOverdue } from './event-list.ts';

interface EventRowProps {
  readonly event: GovernanceEvent;
  readonly now: number;
  readonly pending: boolean;
  readonly selected: boolean;
  readonly onSelect: (id: string) => void;
}

/** One event of the queue. Memoised: a change of one event draws one row. */
export const EventRow = memo(function EventRow({ event, now, pending, selected, onSelect }: EventRowProps) {
  const { t } = useTranslation('events');
  const overdue = isOverdue(event, now);
  const state = pending ? t('pending') : overdue ? `${t(`state.${event.state}`)} · ${t('detail.overdue')}` : t(`state.${event.state}`);
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        data-testid="event-row"
        data-event-id={event.id}
        data-state={event.state}
        data-pending={pending}
        aria-pressed={selected}
        onClick={() => onSelect(event.id)}
      >
        <span className={styles.dot} data-level={event.level} data-open={isOpen(event)} aria-hidden="true" />
        <span className={styles.title}>{event.title}</span>
        <span className={styles.time}>{shortMomentText(event.reportedAt, now)}</span>
        <span className={styles.second}>
          {t(`level.${event.level}`)} · {t(`kind.${event.kind}`)} · {event.reportedByName}
        </span>
        <span className={styles.state} data-overdue={overdue} data-pending={pending}>
          {state}
        </span>
      </button>
    </li>
  );
});
