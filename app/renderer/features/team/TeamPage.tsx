import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type KeyboardEvent, useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { RIGHTS } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount, useComplete, useTable } from '../../store/context.tsx';
import { useKept } from '../../ui/kept-state.tsx';
import page from '../../ui/ListPage.module.css';
import { ListSearch } from '../../ui/ListSearch.tsx';
import { useNow } from '../../ui/use-now.ts';
import { DutyPlan } from './DutyPlan.tsx';
import { MediatorDetail } from './MediatorDetail.tsx';
import { MediatorForm } from './MediatorForm.tsx';
import { MediatorRows } from './MediatorRows.tsx';
import { StudioDetail } from './StudioDetail.tsx';
import { StudioForm } from './StudioForm.tsx';
import { StudioRows } from './StudioRows.tsx';
import styles from './Team.module.css';
import { NO_FILTER, type TeamFilter, TeamFilters } from './TeamFilters.tsx';
import { listMediators } from './team-list.ts';
import { useFigures } from './use-figures.ts';

const TABS = ['people', 'studios', 'plan'] as const;
type Tab = (typeof TABS)[number];

/** The mediation team: its people, their studios, and who is on duty when. @param onBack to the cases; null where they are not to be seen */
export function TeamPage({ onBack }: { onBack: (() => void) | null }) {
  const { t } = useTranslation(['team', 'forms']);
  const { role, organisation } = useAccount();
  const mayAdd = RIGHTS[role]['team.write'] !== undefined;
  const mediators = useTable('mediator').byId;
  const studios = useTable('studio').byId;
  const complete = useComplete('mediator');
  const [tab, setTab] = useKept<Tab>('team.tab', 'people');
  const [search, setSearch] = useKept('team.search', '');
  const [filter, setFilter] = useKept<TeamFilter>('team.filter', NO_FILTER);
  const [mediatorId, setMediatorId] = useKept<string | null>('team.mediator', null);
  const [studioId, setStudioId] = useKept<string | null>('team.studio', null);
  const [adding, setAdding] = useKept('team.adding', false);
  const figures = useFigures();
  const now = useNow(60_000);
  const wanted = useDeferredValue(search);
  const people = useMemo(
    () => listMediators(mediators.values(), studios, { ...filter, search: wanted, now }),
    [mediators, studios, filter, wanted, now],
  );
  const houses = useMemo(() => {
    const words = wanted.trim().toLowerCase();
    return [...studios.values()]
      .filter(({ name }) => name.toLowerCase().includes(words))
      .sort((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name, 'zh'));
  }, [studios, wanted]);

  const show = (next: Tab) => {
    setAdding(false);
    setTab(next);
  };
  const onTabKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step === undefined ? undefined : TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
    if (next === undefined) return;
    show(next);
    document.getElementById(`team-tab-${next}`)?.focus();
  };
  const chooseMediator = (id: string) => {
    show('people');
    setMediatorId(id);
  };
  const chooseStudio = (id: string) => {
    setAdding(false);
    setStudioId(id);
  };
  const mediator = mediatorId === null ? undefined : mediators.get(mediatorId);
  const studio = studioId === null ? undefined : studios.get(studioId);
  const close = () => setAdding(false);
  const ofStudios = tab === 'studios';
  return (
    <div className={page.page} data-testid="team-page">
      <header className={page.bar}>
        {onBack !== null && (
          <Button data-testid="team-back" onClick={onBack}>
            {t('back')}
          </Button>
        )}
        <h2>{t('title')}</h2>
        <div role="tablist" aria-label={t('title')} className={styles.tabs} onKeyDown={onTabKey}>
          {TABS.map((one) => (
            <button
              key={one}
              id={`team-tab-${one}`}
              type="button"
              role="tab"
              aria-selected={tab === one}
              tabIndex={tab === one ? 0 : -1}
              data-testid={`team-tab-${one}`}
              onClick={() => show(one)}
            >
              {t(`tab.${one}`)}
            </button>
          ))}
        </div>
        <ListSearch label={t(ofStudios ? 'search.studios' : 'search.people')} testId="team-search" value={search} onChange={setSearch} />
        {!ofStudios && <TeamFilters value={filter} onChange={setFilter} />}
        <span className={page.count} role="status" data-testid="team-count">
          {!complete
            ? t('forms:loading')
            : ofStudios
              ? t('studio.count', { count: houses.length })
              : t('people.count', { count: people.length })}
        </span>
        {tab !== 'plan' && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            data-testid={ofStudios ? 'studio-add' : 'mediator-add'}
            disabled={!mayAdd}
            title={mayAdd ? undefined : t('noAdd')}
            onClick={() => setAdding(true)}
          >
            {t(ofStudios ? 'studio.add' : 'people.add')}
          </Button>
        )}
      </header>
      {tab === 'plan' ? (
        <DutyPlan rows={people} now={now} onChoose={chooseMediator} />
      ) : (
        <div className={page.body}>
          <div className={page.list}>
            {ofStudios ? (
              <StudioRows rows={houses} chosenId={adding ? null : studioId} onChoose={chooseStudio} />
            ) : (
              <MediatorRows rows={people} figures={figures} now={now} chosenId={adding ? null : mediatorId} onChoose={chooseMediator} />
            )}
            {complete && (ofStudios ? houses : people).length === 0 && (
              <p className={page.empty}>{t((ofStudios ? studios : mediators).size === 0 ? 'empty.none' : 'empty.filtered')}</p>
            )}
          </div>
          {adding && mayAdd ? (
            ofStudios ? (
              <StudioForm before={null} orgId={organisation.id} onClose={close} onDone={chooseStudio} />
            ) : (
              <MediatorForm before={null} orgId={organisation.id} onClose={close} onDone={chooseMediator} />
            )
          ) : ofStudios && studio !== undefined ? (
            <StudioDetail key={studio.id} studio={studio} figures={figures} now={now} onChooseMediator={chooseMediator} />
          ) : !ofStudios && mediator !== undefined ? (
            <MediatorDetail key={mediator.id} profile={mediator} figures={figures} now={now} />
          ) : (
            <div className={page.detail}>
              <p className={page.empty}>{t(ofStudios ? 'studio.choose' : 'people.choose')}</p>
            </div>
          )}
        </div>
      )}
    </div>
  );
}
