import { AimOutlined, CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import { useTable } from '../../store/context.tsx';
import { useDeskStore } from '../../store/desk-context.tsx';
import { clockText, momentText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { Attachments } from '../attachments/Attachments.tsx';
import { EventActions } from './EventActions.tsx';
import styles from './EventDetail.module.css';
import { EventSteps } from './EventSteps.tsx';
import { isOverdue } from './event-list.ts';
import { placeOf } from './place.ts';

/** Zoom level at which a grid fills a good part of the map. */
const GRID_ZOOM = 14;

export function EventDetail({ event }: { event: GovernanceEvent }) {
  const { t } = useTranslation('events');
  const desk = useDeskStore();
  const now = useNow(60_000);
  const grids = useTable('grid').byId;
  const organisations = useTable('organisation').byId;
  const place = placeOf(event, grids, organisations);
  return (
    <section className={styles.detail} aria-label={t('detail.label')} data-testid="event-detail" data-state={event.state}>
      <header className={styles.head}>
        <h3>{event.title}</h3>
        <span className={styles.level} data-level={event.level}>
          {t(`level.${event.level}`)}
        </span>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('detail.close')}
          title={t('detail.close')}
          onClick={() => desk.selectEvent(null)}
        />
      </header>
      <div className={styles.body}>
        <p className={styles.number}>
          {event.number ?? t('detail.number.pending')} · {t(`kind.${event.kind}`)}
        </p>
        <EventSteps event={event} />
        <p className={styles.text}>{event.detail === '' ? t('detail.noText') : event.detail}</p>
        <dl className={styles.facts}>
          <dt>{t('detail.reportedBy')}</dt>
          <dd>
            {event.reportedByName} · <time>{momentText(event.reportedAt)}</time>
          </dd>
          <dt>{t('detail.place')}</dt>
          <dd>
            {place}
            <Button type="link" size="small" icon={<AimOutlined />} onClick={() => desk.show(event.position, GRID_ZOOM)}>
              {t('detail.locate')}
            </Button>
          </dd>
          {event.dueAt !== null && (
            <>
              <dt>{t('detail.dueAt')}</dt>
              <dd data-overdue={isOverdue(event, now)}>
                {momentText(event.dueAt)}
                {isOverdue(event, now) && ` · ${t('detail.overdue')}`}
              </dd>
            </>
          )}
        </dl>
        <Attachments event={event} />
        <EventActions event={event} />
        <ol className={styles.notes} aria-label={t('detail.notes')}>
          {event.notes.length === 0 && <li>{t('detail.noNotes')}</li>}
          {event.notes.toReversed().map((note) => (
            <li key={note.id}>
              <time title={momentText(note.at)}>{now - note.at < 86_400_000 ? clockText(note.at) : momentText(note.at)}</time>
              <span>
                <b>{note.byName}</b>
                {note.state !== null && <em>{t(`step.${note.state}`)}</em>}
                {note.text}
              </span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
