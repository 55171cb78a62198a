import { useTranslation } from 'react-i18next';
import { useTable } from '../../store/context.tsx';
import { dateText, momentText } from '../../ui/time.ts';
import { WindowedList } from '../../ui/WindowedList.tsx';
import { organisationName } from '../organisations/organisation-tree.ts';
import styles from './Meetings.module.css';
import type { MeetingLine } from './meeting-list.ts';

/** px */
const ROW_HEIGHT = 54;

interface MeetingRowsProps {
  readonly lines: readonly MeetingLine[];
  readonly chosenId: string | null;
  onChoose(id: string): void;
}

/** Meetings under their days. */
export function MeetingRows({ lines, chosenId, onChoose }: MeetingRowsProps) {
  const { t, i18n } = useTranslation(['meetings', 'forms']);
  const organisations = useTable('organisation').byId;
  const { pendingIds } = useTable('meeting');
  return (
    <WindowedList
      label={t('list')}
      testId="meeting-list"
      rows={lines}
      rowHeight={ROW_HEIGHT}
      chosenKey={chosenId}
      keyOf={(line) => ('meeting' in line ? line.meeting.id : String(line.day))}
      isChoice={(line) => 'meeting' in line}
      attributesOf={(line) =>
        'meeting' in line
          ? {
              'data-testid': 'meeting-row',
              'data-meeting-id': line.meeting.id,
              'data-state': line.meeting.state,
              'data-pending': pendingIds.has(line.meeting.id),
            }
          : {}
      }
      onChoose={(line) => 'meeting' in line && onChoose(line.meeting.id)}
    >
      {(line) => {
        if (!('meeting' in line)) return <span className={styles.day}>{dateText(line.day, i18n.language)}</span>;
        const { id, title, startsAt, state, kind, orgId, durationMin, seriesId } = line.meeting;
        return (
          <div className={styles.row} data-state={state}>
            <span className={styles.time}>{momentText(startsAt).slice(11)}</span>
            <span className={styles.title} title={title}>
              {title}
            </span>
            <span className={styles.state} data-state={state}>
              {pendingIds.has(id) ? t('forms:pending') : t(`state.${state}`)}
            </span>
            <span>
              {t(`kind.${kind}`)} · {organisationName(organisations, orgId) ?? ''} · {t('minutes', { count: durationMin })}
              {seriesId !== null && ` · ${t('series')}`}
            </span>
          </div>
        );
      }}
    </WindowedList>
  );
}
