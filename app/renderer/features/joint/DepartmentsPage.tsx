import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPresentOn, weekdayOf } from '../../../../sfu-server/protocol/entities/department.ts';
import { RIGHTS } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount, useComplete, useTable } from '../../store/context.tsx';
import page from '../../ui/ListPage.module.css';
import { ListSearch } from '../../ui/ListSearch.tsx';
import { dayText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { organisationName } from '../organisations/organisation-tree.ts';
import { DepartmentForm } from './DepartmentForm.tsx';
import styles from './Joint.module.css';
import { useCallText } from './use-call-text.ts';

/** The register of departments of the own centre, of those below and of those above: who sits here today comes first. */
export function DepartmentsPage({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation(['joint', 'forms']);
  const text = useCallText();
  const { role, organisation } = useAccount();
  const mayAdd = RIGHTS[role]['department.write'] !== undefined;
  const organisations = useTable('organisation').byId;
  const { byId, pendingIds } = useTable('department');
  const complete = useComplete('department');
  const [search, setSearch] = useState('');
  const [chosenId, setChosenId] = useState<string | 'new' | null>(null);
  // After each the form begins anew, from what was saved.
  const [saves, setSaves] = useState(0);
  const weekday = weekdayOf(dayText(useNow(60_000)));
  const rows = useMemo(() => {
    const words = search.trim().toLowerCase();
    return [...byId.values()]
      .filter(({ name, role: what, people }) =>
        `${name} ${what ?? ''} ${people.map((one) => one.name).join(' ')}`.toLowerCase().includes(words),
      )
      .sort((a, b) => Number(isPresentOn(b, weekday)) - Number(isPresentOn(a, weekday)) || a.name.localeCompare(b.name, 'zh'));
  }, [byId, search, weekday]);
  const chosen = chosenId === null ? undefined : byId.get(chosenId);
  return (
    <div className={page.page} data-testid="departments-page">
      <header className={page.bar}>
        <Button data-testid="departments-back" onClick={onBack}>
          {t('back')}
        </Button>
        <h2>{t('departments')}</h2>
        <ListSearch label={t('departments.search')} testId="department-search" value={search} onChange={setSearch} />
        <span className={page.count} role="status">
          {complete ? t('departments.count', { count: rows.length }) : t('forms:loading')}
        </span>
        <Button
          type="primary"
          icon={<PlusOutlined />}
          data-testid="department-add"
          disabled={!mayAdd}
          title={mayAdd ? undefined : t('department.noAdd')}
          onClick={() => setChosenId('new')}
        >
          {t('department.add')}
        </Button>
      </header>
      <div className={page.body}>
        <div className={page.list}>
          <div className={`${styles.row} ${styles.head}`} aria-hidden="true">
            <span>{t('department.name')}</span>
            <span>{t('department.role')}</span>
            <span>{t('department.presence')}</span>
            <span>{t('department.centre')}</span>
            <span>{t('department.today')}</span>
          </div>
          <ul className={styles.rows}>
            {rows.map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  className={styles.row}
                  data-testid="department-row"
                  aria-pressed={one.id === chosenId}
                  onClick={() => setChosenId(one.id)}
                >
                  <b>{one.name}</b>
                  <span>{one.role ?? ''}</span>
                  <span>{text.presence(one)}</span>
                  <span>{organisationName(organisations, one.orgId) ?? ''}</span>
                  <span>{isPresentOn(one, weekday) ? <span className={styles.here}>{t('present.short')}</span> : ''}</span>
                </button>
                {pendingIds.has(one.id) && <span className={page.pending}>{t('forms:pending')}</span>}
              </li>
            ))}
          </ul>
          {complete && rows.length === 0 && (
            <p className={page.empty}>{t(byId.size === 0 ? 'departments.none' : 'departments.notFound')}</p>
          )}
        </div>
        {chosenId === 'new' && mayAdd ? (
          <DepartmentForm key="new" before={null} orgId={organisation.id} onClose={() => setChosenId(null)} onDone={setChosenId} />
        ) : chosen === undefined ? (
          <div className={page.detail}>
            <p className={page.empty}>{t('departments.choose')}</p>
          </div>
        ) : (
          <DepartmentForm
            key={`${chosen.id} ${saves}`}
            before={chosen}
            orgId={chosen.orgId}
            onClose={() => setChosenId(null)}
            onDone={(id) => {
              setSaves(saves + 1);
              setChosenId(id);
            }}
          />
        )}
      </div>
    </div>
  );
}
