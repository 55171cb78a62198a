import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../../../sfu-server/protocol/entities/meeting.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount, useTable } from '../../store/context.tsx';
import page from '../../ui/ListPage.module.css';
import { momentText } from '../../ui/time.ts';
import { organisationName } from '../organisations/organisation-tree.ts';
import { useAction } from '../rooms/use-action.ts';
import { CancelMeeting } from './CancelMeeting.tsx';
import { Invitees } from './Invitees.tsx';
import { MeetingPapers } from './MeetingPapers.tsx';
import styles from './Meetings.module.css';
import { Minutes } from './Minutes.tsx';
import { useEnterMeeting } from './use-enter-meeting.ts';

/** A meeting with its agenda, whom it invites and what they answer, its minutes and decisions, and the way into its room. */
export function MeetingDetail({ meeting, onEdit }: { meeting: Meeting; onEdit(): void }) {
  const { t } = useTranslation(['meetings', 'forms']);
  const { role, organisation } = useAccount();
  const organisations = useTable('organisation').byId;
  const pending = useTable('meeting').pendingIds.has(meeting.id);
  const { wayInto, enter } = useEnterMeeting();
  const action = useAction();
  const [cancelling, setCancelling] = useState(false);
  const { id, state, startsAt, durationMin, agenda, seriesId, signedAt } = meeting;
  const mayRun = isAllowed(role, 'meeting.run', organisation.path, organisations.get(meeting.orgId)?.path ?? '');
  const way = wayInto(meeting);
  const noChange = !mayRun ? t('noRun') : state === 'planned' && signedAt === null ? null : t('noChange');
  return (
    <section className={page.detail} aria-label={t('detail')} data-testid="meeting-detail" data-meeting-id={id} data-state={state}>
      <header className={page.head}>
        <h3>{meeting.title}</h3>
        {pending && <span className={page.pending}>{t('forms:pending')}</span>}
        {way !== null && (
          <Button
            size="small"
            type="primary"
            data-testid="meeting-enter"
            disabled={action.busy}
            onClick={() => void action.run(() => enter(meeting))}
          >
            {t(`way.${way}`)}
          </Button>
        )}
        <Button size="small" data-testid="meeting-edit" disabled={noChange !== null} title={noChange ?? undefined} onClick={onEdit}>
          {t('forms:edit')}
        </Button>
        <Button
          size="small"
          data-testid="meeting-cancel"
          aria-expanded={cancelling}
          disabled={noChange !== null}
          title={noChange ?? undefined}
          onClick={() => setCancelling(!cancelling)}
        >
          {t('cancel')}
        </Button>
      </header>
      <div className={page.scroll}>
        {action.problem !== null && (
          <p className={styles.problem} role="alert">
            {action.problem}
          </p>
        )}
        {cancelling && noChange === null && <CancelMeeting meeting={meeting} onDone={() => setCancelling(false)} />}
        <dl className={page.facts}>
          <dt>{t('field.time')}</dt>
          <dd>
            {momentText(startsAt)} – {momentText(startsAt + durationMin * 60_000).slice(11)}
          </dd>
          <dt>{t('field.state')}</dt>
          <dd>
            {t(`state.${state}`)}
            {meeting.cancelReason !== null && ` · ${meeting.cancelReason}`}
          </dd>
          <dt>{t('field.kind')}</dt>
          <dd>
            {t(`kind.${meeting.kind}`)}
            {seriesId !== null && ` · ${t('series')}`}
          </dd>
          <dt>{t('field.organisation')}</dt>
          <dd>{organisationName(organisations, meeting.orgId) ?? t('elsewhere')}</dd>
          <dt>{t('field.planner')}</dt>
          <dd>{meeting.plannedByName}</dd>
        </dl>
        <h4 className={styles.section}>{t('agenda')}</h4>
        {agenda.length === 0 && <p className={styles.hint}>{t('agenda.none')}</p>}
        <ol className={styles.list}>
          {agenda.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an agenda has no other order than its own
            <li key={index}>
              <small>{index + 1}</small>
              <span>{item.title}</span>
              <small>
                {item.speaker === null ? '' : `${item.speaker} · `}
                {t('minutes', { count: item.minutes })}
              </small>
            </li>
          ))}
        </ol>
        <MeetingPapers meeting={meeting} mayRun={mayRun} />
        <Invitees meeting={meeting} />
        <Minutes meeting={meeting} mayRun={mayRun} />
      </div>
    </section>
  );
}
