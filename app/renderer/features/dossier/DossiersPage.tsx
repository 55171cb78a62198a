import { Button } from 'antd';
import { useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FiledDossier } from '../../../../sfu-server/protocol/dossier.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import page from '../../ui/ListPage.module.css';
import { ListSearch } from '../../ui/ListSearch.tsx';
import { dayText } from '../../ui/time.ts';
import { useAction } from '../rooms/use-action.ts';
import styles from './Dossier.module.css';
import { DossierCard } from './DossierCard.tsx';

const FIRST_YEAR = 2024;

/** Filed dossiers of one's branch: by number, title, party, year, and those whose time is over. */
export function DossiersPage({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('dossier');
  const bridge = useBridge();
  const { problem, run } = useAction();
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const [year, setYear] = useState<number | null>(null);
  const [due, setDue] = useState(false);
  const [found, setFound] = useState<{ readonly dossiers: readonly FiledDossier[]; readonly total: number } | null>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  useEffect(() => {
    let left = false;
    void run(async () => {
      const listed = await request(bridge, 'dossier.list', { search: wanted, year, due, skip: 0 });
      if (!left) setFound(listed);
    });
    return () => {
      left = true;
    };
  }, [bridge, wanted, year, due, run]);
  const more = () =>
    void run(async () => {
      const known = found?.dossiers ?? [];
      const { dossiers, total } = await request(bridge, 'dossier.list', { search: wanted, year, due, skip: known.length });
      setFound({ dossiers: [...known, ...dossiers], total });
    });
  const chosen = found?.dossiers.find(({ id }) => id === chosenId);
  const thisYear = new Date().getFullYear();
  return (
    <div className={page.page} data-testid="dossiers-page">
      <header className={page.bar}>
        <Button data-testid="dossiers-back" onClick={onBack}>
          {t('list.back')}
        </Button>
        <h2>{t('list.title')}</h2>
        <ListSearch label={t('list.search')} testId="dossiers-search" value={search} onChange={setSearch} />
        <select
          aria-label={t('list.year')}
          value={year ?? ''}
          onChange={(event) => setYear(event.target.value === '' ? null : Number(event.target.value))}
        >
          <option value="">{t('list.allYears')}</option>
          {Array.from({ length: Math.max(1, thisYear - FIRST_YEAR + 1) }, (_, back) => thisYear - back).map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
        <label>
          <input type="checkbox" data-testid="dossiers-due" checked={due} onChange={(event) => setDue(event.target.checked)} />{' '}
          {t('list.due')}
        </label>
        <span className={page.count} role="status">
          {problem ?? (found === null ? t('loading') : t('list.count', { count: found.total }))}
        </span>
      </header>
      <div className={page.body}>
        <div className={`${page.list} ${styles.scroll}`}>
          <ul className={styles.rows}>
            {found?.dossiers.map((one) => (
              <li key={one.id}>
                <button type="button" data-testid="dossier-row" aria-pressed={one.id === chosenId} onClick={() => setChosenId(one.id)}>
                  <b>
                    {one.docket}
                    {one.volume > 1 && ` ${t('supplement', { number: one.volume - 1 })}`}
                  </b>
                  <span>{one.title}</span>
                  <span>{one.parties.join('、')}</span>
                  <span className={styles.number}>{dayText(one.filedAt)}</span>
                  <span>{one.state === 'destroyed' ? t('state.destroyed') : t(`keep.${one.keep}`)}</span>
                </button>
              </li>
            ))}
          </ul>
          {found !== null && found.dossiers.length === 0 && <p className={page.empty}>{t(due ? 'list.noneDue' : 'list.none')}</p>}
          {found !== null && found.dossiers.length < found.total && <Button onClick={more}>{t('list.more')}</Button>}
        </div>
        <div className={page.detail}>
          {chosen === undefined ? (
            <p className={page.empty}>{t('list.choose')}</p>
          ) : (
            <div className={page.scroll}>
              <DossierCard
                key={chosen.id}
                dossier={chosen}
                onChanged={(changed) =>
                  setFound((now) => now && { ...now, dossiers: now.dossiers.map((one) => (one.id === changed.id ? changed : one)) })
                }
              />
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
