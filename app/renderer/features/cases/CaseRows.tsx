import { useTranslation } from 'react-i18next';
import type { Case, CaseKind } from '../../../../sfu-server/protocol/entities/case.ts';
import { pendingEscalation } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { useTable } from '../../store/context.tsx';
import { dayText } from '../../ui/time.ts';
import { WindowedList } from '../../ui/WindowedList.tsx';
import { organisationName } from '../organisations/organisation-tree.ts';
import styles from './CaseRows.module.css';
import { isOverdue } from './case-list.ts';

/** px */
const ROW_HEIGHT = 42;

interface CaseRowsProps {
  readonly kind: CaseKind;
  readonly rows: readonly Case[];
  readonly now: number;
  readonly chosenId: string | null;
  onChoose(id: string): void;
}

export function CaseRows({ kind, rows, now, chosenId, onChoose }: CaseRowsProps) {
  const { t } = useTranslation(['cases', 'forms', 'partyLinks', 'mediation']);
  const mediations = useTable('mediation').byId;
  const organisations = useTable('organisation').byId;
  const { pendingIds } = useTable('case');
  return (
    <>
      <div className={styles.head} aria-hidden="true">
        <span>{t('column.state')}</span>
        <span>{t('column.title')}</span>
        <span>{t(`applicant.${kind}`)}</span>
        <span>{t('column.field')}</span>
        <span>{t('column.organisation')}</span>
        <span>{t('column.number')}</span>
        <span className={styles.due}>{t('column.due')}</span>
      </div>
      <WindowedList
        label={t('list')}
        testId="case-list"
        rows={rows}
        rowHeight={ROW_HEIGHT}
        chosenKey={chosenId}
        keyOf={(one) => one.id}
        attributesOf={(one) => ({
          'data-testid': 'case-row',
          'data-case-id': one.id,
          'data-state': one.state,
          'data-pending': pendingIds.has(one.id),
        })}
        onChoose={(one) => onChoose(one.id)}
      >
        {(one) => {
          const pending = pendingIds.has(one.id);
          const overdue = isOverdue(one, now);
          const mediation = mediations.get(one.id);
          const waits = mediation !== undefined && pendingEscalation(mediation)?.toOrgId === one.orgId;
          const online = one.state === 'registered' && mediation?.source.online === true;
          return (
            <div className={styles.row}>
              <span className={styles.state} data-pending={pending} data-closed={one.state === 'closed'}>
                {pending ? t('forms:pending') : t(`state.${kind}.${one.state}`)}
              </span>
              <span className={styles.title} title={one.title}>
                {online && (
                  <b className={styles.tag} title={t('partyLinks:online.new')} data-testid="case-online">
                    {t('partyLinks:online')}
                  </b>
                )}
                {waits && (
                  <b className={styles.tag} title={t('mediation:escalation.pending')} data-testid="case-escalated">
                    {t('mediation:escalation.tag')}
                  </b>
                )}
                {mediation?.suspension != null && <b className={styles.tag}>{t('mediation:suspended')}</b>}
                {one.title}
              </span>
              <span>{one.applicantName}</span>
              <span>{one.field === null ? '' : t(`field.${one.field}`)}</span>
              <span>{organisationName(organisations, one.orgId)}</span>
              <span>{one.number}</span>
              <span className={styles.due} data-overdue={overdue}>
                {overdue && `${t('overdue')} `}
                {one.dueAt !== null && one.state !== 'closed' && dayText(one.dueAt)}
              </span>
            </div>
          );
        }}
      </WindowedList>
    </>
  );
}
