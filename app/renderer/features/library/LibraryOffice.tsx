import { Button, Select } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LibraryEntry, OpenedEntry } from '../../../../sfu-server/protocol/library.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import page from '../../ui/ListPage.module.css';
import medi from '../mediation/Mediation.module.css';
import { useAction } from '../rooms/use-action.ts';
import { EntryEditor } from './EntryEditor.tsx';
import { entryState } from './entry-state.ts';
import styles from './Library.module.css';

/** What the own office has made of its cases, and making more: these are the only pages that say which case it was. */
export function LibraryOffice() {
  const { t } = useTranslation(['library', 'cases', 'forms']);
  const bridge = useBridge();
  const { problem, run, busy } = useAction();
  const { role, organisation } = useAccount();
  const organisations = useTable('organisation').byId;
  const cases = useTable('case').byId;
  const [entries, setEntries] = useState<readonly LibraryEntry[] | null>(null);
  const [opened, setOpened] = useState<OpenedEntry | null>(null);
  const [caseId, setCaseId] = useState<string | null>(null);
  const read = useCallback(() => run(async () => setEntries((await request(bridge, 'library.entries', {})).entries)), [bridge, run]);
  useEffect(() => void read(), [read]);
  const closed = useMemo(() => {
    const made = new Set(entries?.map((one) => one.caseId));
    return [...cases.values()]
      .filter(({ kind, state, id }) => kind === 'mediation' && state === 'closed' && !made.has(id))
      .filter(({ orgId }) => isAllowed(role, 'library.write', organisation.path, organisations.get(orgId)?.path ?? ''))
      .sort((a, b) => b.updatedAt - a.updatedAt)
      .map(({ id, number, title }) => ({ value: id, label: `${number ?? ''} ${title}` }));
  }, [cases, entries, organisations, organisation.path, role]);
  const show = (one: OpenedEntry) => {
    setOpened(one);
    setEntries((now) => {
      const known = now?.some(({ id }) => id === one.entry.id) === true;
      return known ? (now ?? []).map((other) => (other.id === one.entry.id ? one.entry : other)) : [one.entry, ...(now ?? [])];
    });
  };
  return (
    <div className={page.body} data-wide="true">
      <div className={page.list}>
        <div className={styles.making}>
          <Select<string>
            showSearch={{ optionFilterProp: 'label' }}
            allowClear
            aria-label={t('office.case')}
            data-testid="library-case"
            placeholder={t('office.case')}
            options={closed}
            value={caseId}
            onChange={(value: string | undefined) => setCaseId(value ?? null)}
          />
          <Button
            type="primary"
            data-testid="library-draft"
            disabled={caseId === null || busy}
            onClick={() => {
              if (caseId === null) return;
              void run(async () => show(await request(bridge, 'library.draft', { caseId }))).then((done) => done && setCaseId(null));
            }}
          >
            {t('office.draft')}
          </Button>
        </div>
        {problem !== null && (
          <p className={medi.problem} role="alert">
            {problem}
          </p>
        )}
        <ul className={styles.rows}>
          {entries?.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                data-testid="library-entry"
                aria-pressed={one.id === opened?.entry.id}
                onClick={() => void run(async () => setOpened(await request(bridge, 'library.open', { entryId: one.id })))}
              >
                <span>{t(`cases:field.${one.field}`)}</span>
                <b>{one.title}</b>
                <span className={styles.state} data-state={entryState(one)}>
                  {t(`state.${entryState(one)}`)}
                </span>
                <small>{`${one.caseNumber} ${one.caseTitle} · ${one.latest.writtenByName}`}</small>
              </button>
            </li>
          ))}
        </ul>
        {entries !== null && entries.length === 0 && <p className={page.empty}>{t('office.none')}</p>}
      </div>
      {opened === null ? (
        <div className={page.detail}>
          <p className={page.empty}>{t('office.choose')}</p>
        </div>
      ) : (
        <EntryEditor key={`${opened.entry.id} ${opened.entry.latest.number}`} opened={opened} onChanged={show} />
      )}
    </div>
  );
}
