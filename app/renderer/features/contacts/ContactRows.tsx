import { useTranslation } from 'react-i18next';
import { useTable } from '../../store/context.tsx';
import { WindowedList } from '../../ui/WindowedList.tsx';
import { organisationName } from '../organisations/organisation-tree.ts';
import styles from './ContactRows.module.css';
import type { ContactRow } from './contact-list.ts';

/** px */
const ROW_HEIGHT = 42;

interface ContactRowsProps {
  readonly rows: readonly ContactRow[];
  readonly chosenId: string | null;
  onChoose(id: string): void;
}

export function ContactRows({ rows, chosenId, onChoose }: ContactRowsProps) {
  const { t } = useTranslation(['contacts', 'forms']);
  const organisations = useTable('organisation').byId;
  const { pendingIds } = useTable('contact');
  return (
    <WindowedList
      label={t('list')}
      testId="contact-list"
      rows={rows}
      rowHeight={ROW_HEIGHT}
      chosenKey={chosenId}
      keyOf={(row) => row.id}
      isChoice={(row) => row.type === 'contact'}
      attributesOf={(row) => ({ 'data-testid': 'contact-row', 'data-contact-id': row.id, 'data-pending': pendingIds.has(row.id) })}
      onChoose={(row) => onChoose(row.id)}
    >
      {(row) =>
        row.type === 'organisation' ? (
          <div className={styles.organisation}>{organisationName(organisations, row.id)}</div>
        ) : (
          <div className={styles.row}>
            <span className={styles.name}>
              {row.contact.name}
              {row.contact.isDuty && <small>{t('duty')}</small>}
            </span>
            <span>{row.contact.post}</span>
            <span>{row.contact.role}</span>
            <span className={styles.pending}>{pendingIds.has(row.id) && t('forms:pending')}</span>
            <span className={styles.phone}>{row.contact.phone}</span>
          </div>
        )
      }
    </WindowedList>
  );
}
