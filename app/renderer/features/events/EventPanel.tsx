import { useTranslation } from 'react-i18next';
import { useTable } from '../../store/context.tsx';
import { useDesk } from '../../store/desk-context.tsx';
import { EventDetail } from './EventDetail.tsx';
import styles from './EventPanel.module.css';
import { EventQueue } from './EventQueue.tsx';
import { ReportForm } from './ReportForm.tsx';

/** The seat's queue of events, and below it the chosen one or the form for a new one. */
export function EventPanel() {
  const { t } = useTranslation('events');
  const selectedId = useDesk((desk) => desk.selectedEventId);
  const reporting = useDesk((desk) => desk.draft !== null);
  const { byId } = useTable('event');
  const selected = selectedId === null ? undefined : byId.get(selectedId);
  return (
    <div className={styles.panel} data-detail={reporting || selected !== undefined}>
      <EventQueue />
      {reporting ? (
        <ReportForm />
      ) : selected ? (
        <EventDetail key={selected.id} event={selected} />
      ) : (
        <p className={styles.hint}>{t('detail.none')}</p>
      )}
    </div>
  );
}
