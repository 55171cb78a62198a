import { useTranslation } from 'react-i18next';
import type { GovernanceDocument } from '../../../../sfu-server/protocol/entities/document.ts';
import { useTable } from '../../store/context.tsx';
import { dayText } from '../../ui/time.ts';
import { WindowedList } from '../../ui/WindowedList.tsx';
import { organisationName } from '../organisations/organisation-tree.ts';
import styles from './DocumentRows.module.css';

/** px */
const ROW_HEIGHT = 58;

interface DocumentRowsProps {
  readonly rows: readonly GovernanceDocument[];
  readonly chosenId: string | null;
  onChoose(id: string): void;
}

export function DocumentRows({ rows, chosenId, onChoose }: DocumentRowsProps) {
  const { t } = useTranslation(['documents', 'forms']);
  const organisations = useTable('organisation').byId;
  const { pendingIds } = useTable('document');
  return (
    <WindowedList
      label={t('list')}
      testId="document-list"
      rows={rows}
      rowHeight={ROW_HEIGHT}
      chosenKey={chosenId}
      keyOf={(one) => one.id}
      attributesOf={(one) => ({ 'data-testid': 'document-row', 'data-document-id': one.id, 'data-pending': pendingIds.has(one.id) })}
      onChoose={(one) => onChoose(one.id)}
    >
      {(one) => (
        <div className={styles.row}>
          <span className={styles.title} title={one.title}>
            {one.title}
          </span>
          <span className={styles.right}>{dayText(one.issuedAt)}</span>
          <span>
            {t(`kind.${one.kind}`)}
            {one.number !== null && ` · ${one.number}`} · {organisationName(organisations, one.orgId) ?? one.issuedByName}
          </span>
          <span className={styles.right} data-pending="true">
            {pendingIds.has(one.id) && t('forms:pending')}
          </span>
        </div>
      )}
    </WindowedList>
  );
}
