import { useTranslation } from 'react-i18next';
import type { Case } from '../../../../sfu-server/protocol/entities/case.ts';
import { useTable } from '../../store/context.tsx';
import page from '../../ui/ListPage.module.css';
import { momentText } from '../../ui/time.ts';
import { organisationName } from '../organisations/organisation-tree.ts';
import styles from './CaseFacts.module.css';

/** What is written about a case. What is not said is left out. */
export function CaseFacts({ one, overdue }: { one: Case; overdue: boolean }) {
  const { t } = useTranslation('cases');
  const organisations = useTable('organisation').byId;
  const grids = useTable('grid').byId;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [t('column.number'), one.number ?? t('number.pending')],
    [t('detail.field'), one.field === null ? null : t(`field.${one.field}`)],
    [t(`applicant.${one.kind}`), one.applicantName],
    [t('detail.phone'), one.phone],
    [t(`respondent.${one.kind}`), one.respondentName],
    [t('detail.organisation'), organisationName(organisations, one.orgId)],
    [t('detail.grid'), one.gridId === null ? null : grids.get(one.gridId)?.name],
    [t('detail.handler'), one.handlerName],
    [t('detail.registered'), `${one.registeredByName} ${momentText(one.registeredAt)}`],
  ];
  return (
    <>
      <dl className={page.facts}>
        {facts.map(([name, value]) =>
          value === null || value === undefined ? null : (
            <div key={name} className={styles.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
        {one.dueAt !== null && one.state !== 'closed' && (
          <div className={styles.fact}>
            <dt>{t('detail.due')}</dt>
            <dd data-overdue={overdue}>
              {momentText(one.dueAt)}
              {overdue && ` · ${t('overdue')}`}
            </dd>
          </div>
        )}
      </dl>
      <h4 className={styles.heading}>{t('detail.facts')}</h4>
      <p className={styles.text}>{one.facts === '' ? t('detail.noFacts') : one.facts}</p>
    </>
  );
}
