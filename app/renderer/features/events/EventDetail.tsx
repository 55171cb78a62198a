import { AimOutlined, CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import { useTable } from '../../store/context.tsx';
import { useDeskStore } from '../../store/desk-context.tsx';
import { NoteList } from '../../ui/NoteList.tsx';
import { Steps } from '../../ui/Steps.tsx';
import { momentText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { EventAttachments } from '../attachments/EventAttachments.tsx';
import { EventActions } from './EventActions.tsx';
import styles from './EventDetail.module.css';
import { EventMediation } from './EventMediation.tsx';
import { isOverdue } from './event-list.ts';
import { stepsOf } from './event-steps.ts';
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
        <Steps label={t('detail.steps')} steps={stepsOf(event)} nameOf={(state) => t(`step.${state}`)} />
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
        <EventAttachments event={event} />
        <EventMediation event={event} />
        <EventActions event={event} />
        <NoteList notes={event.notes} stepOf={(note) => (note.state === null ? null : t(`step.${note.state}`))} />
      </div>
    </section>
  );
}
