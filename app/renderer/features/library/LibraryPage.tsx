import { Button } from 'antd';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_FIELDS } from '../../../../sfu-server/protocol/entities/case.ts';
import type { LibraryCase } from '../../../../sfu-server/protocol/entities/library-case.ts';
import { RIGHTS } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount, useComplete, useTable } from '../../store/context.tsx';
import { useKept } from '../../ui/kept-state.tsx';
import page from '../../ui/ListPage.module.css';
import { ListSearch } from '../../ui/ListSearch.tsx';
import { dayText } from '../../ui/time.ts';
import styles from './Library.module.css';
import { LibraryOffice } from './LibraryOffice.tsx';
import { LibraryStory } from './LibraryStory.tsx';
import { listLibrary } from './library-list.ts';

/** Cases without names, for training; and where an office makes them. */
export function LibraryPage({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation(['library', 'cases', 'forms']);
  const { role } = useAccount();
  const mayWrite = RIGHTS[role]['library.write'] !== undefined;
  const table = useTable('libraryCase').byId;
  const complete = useComplete('libraryCase');
  const [office, setOffice] = useKept('library.office', false);
  const [field, setField] = useKept<LibraryCase['field'] | null>('library.field', null);
  const [search, setSearch] = useKept('library.search', '');
  const [chosenId, setChosenId] = useKept<string | null>('library.chosen', null);
  const wanted = useDeferredValue(search);
  const rows = useMemo(() => listLibrary(table.values(), { field, search: wanted }), [table, field, wanted]);
  const chosen = chosenId === null ? undefined : table.get(chosenId);
  return (
    <div className={page.page} data-testid="library-page">
      <header className={page.bar}>
        <Button data-testid="library-back" onClick={onBack}>
          {t('back')}
        </Button>
        <h2>{t(office ? 'office.title' : 'title')}</h2>
        {!office && (
          <>
            <ListSearch label={t('search')} testId="library-search" value={search} onChange={setSearch} />
            <select
              aria-label={t('field')}
              data-testid="library-field"
              value={field ?? ''}
              onChange={(event) => setField(CASE_FIELDS.mediation.find((one) => one === event.target.value) ?? null)}
            >
              <option value="">{t('field.all')}</option>
              {CASE_FIELDS.mediation.map((one) => (
                <option key={one} value={one}>
                  {t(`cases:field.${one}`)}
                </option>
              ))}
            </select>
          </>
        )}
        <span className={page.count} role="status" data-testid="library-count">
          {office ? '' : complete ? t('count', { count: rows.length }) : t('forms:loading')}
        </span>
        {mayWrite && (
          <Button data-testid="library-office" onClick={() => setOffice(!office)}>
            {t(office ? 'office.close' : 'office.open')}
          </Button>
        )}
      </header>
      {office && mayWrite ? (
        <LibraryOffice />
      ) : (
        <div className={page.body} data-wide="true">
          <div className={page.list}>
            <ul className={styles.rows}>
              {rows.map((one) => (
                <li key={one.id}>
                  <button type="button" data-testid="library-row" aria-pressed={one.id === chosenId} onClick={() => setChosenId(one.id)}>
                    <span>{t(`cases:field.${one.field}`)}</span>
                    <b>{one.title}</b>
                    <span>{dayText(one.publishedAt)}</span>
                    <small>{one.lesson || one.facts}</small>
                  </button>
                </li>
              ))}
            </ul>
            {complete && rows.length === 0 && <p className={page.empty}>{t(table.size === 0 ? 'none' : 'notFound')}</p>}
          </div>
          {chosen === undefined ? (
            <div className={page.detail}>
              <p className={page.empty}>{t('choose')}</p>
            </div>
          ) : (
            <section className={page.detail} aria-label={chosen.title}>
              <header className={page.head}>
                <h3>{chosen.title}</h3>
              </header>
              <div className={page.scroll}>
                <p className={styles.meta}>
                  {t('meta', { field: t(`cases:field.${chosen.field}`), version: chosen.version, at: dayText(chosen.publishedAt) })}
                </p>
                <LibraryStory words={chosen} />
              </div>
            </section>
          )}
        </div>
      )}
    </div>
  );
}
