import { useTranslation } from 'react-i18next';
import type { Studio } from '../../../../sfu-server/protocol/entities/studio.ts';
import { useTable } from '../../store/context.tsx';
import { WindowedList } from '../../ui/WindowedList.tsx';
import { organisationName } from '../organisations/organisation-tree.ts';
import styles from './Team.module.css';
import { membersOf } from './team-list.ts';

/** px */
const ROW_HEIGHT = 42;

interface StudioRowsProps {
  readonly rows: readonly Studio[];
  readonly chosenId: string | null;
  onChoose(id: string): void;
}

export function StudioRows({ rows, chosenId, onChoose }: StudioRowsProps) {
  const { t } = useTranslation(['team', 'cases', 'forms']);
  const mediators = useTable('mediator').byId;
  const organisations = useTable('organisation').byId;
  const { pendingIds } = useTable('studio');
  return (
    <>
      <div className={`${styles.head} ${styles.studio}`} aria-hidden="true">
        <span>{t('field.studio')}</span>
        <span>{t('field.leader')}</span>
        <span>{t('field.organisation')}</span>
        <span>{t('field.fields')}</span>
        <span className={styles.number}>{t('field.members')}</span>
      </div>
      <WindowedList
        label={t('studio.list')}
        testId="studio-list"
        rows={rows}
        rowHeight={ROW_HEIGHT}
        chosenKey={chosenId}
        keyOf={(one) => one.id}
        attributesOf={(one) => ({ 'data-testid': 'studio-row', 'data-studio-id': one.id, 'data-active': one.active })}
        onChoose={(one) => onChoose(one.id)}
      >
        {(one) => (
          <div className={`${styles.row} ${styles.studio}`}>
            <span className={styles.name}>
              {one.name}
              {!one.active && <small>{t('studio.closed')}</small>}
            </span>
            <span>{mediators.get(one.leaderId ?? '')?.name}</span>
            <span>{organisationName(organisations, one.orgId)}</span>
            <span>{one.fields.map((field) => t(`cases:field.${field}`)).join('、')}</span>
            <span className={styles.number}>
              {pendingIds.has(one.id) ? (
                <em>{t('forms:pending')}</em>
              ) : (
                t('people.count', { count: membersOf(one, mediators.values()).filter(({ active }) => active).length })
              )}
            </span>
          </div>
        )}
      </WindowedList>
    </>
  );
}
