import { PlusOutlined, QrcodeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseKind } from '../../../../sfu-server/protocol/entities/case.ts';
import { isNamedFor, RIGHTS } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount, useComplete, useTable } from '../../store/context.tsx';
import { useDesk, useDeskStore } from '../../store/desk-context.tsx';
import { useKept } from '../../ui/kept-state.tsx';
import page from '../../ui/ListPage.module.css';
import { ListSearch } from '../../ui/ListSearch.tsx';
import { useNumberText } from '../../ui/number-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { DueQueue } from '../agreement/DueQueue.tsx';
import { DossiersPage } from '../dossier/DossiersPage.tsx';
import { CallsQueue } from '../joint/CallsQueue.tsx';
import { DepartmentsPage } from '../joint/DepartmentsPage.tsx';
import { LibraryPage } from '../library/LibraryPage.tsx';
import { ApplicationCodeDialog } from '../mediation/links/ApplicationCodeDialog.tsx';
import { MediationDetail } from '../mediation/MediationDetail.tsx';
import { TodayQueue } from '../mediation/TodayQueue.tsx';
import { TeamPage } from '../team/TeamPage.tsx';
import { CaseDetail } from './CaseDetail.tsx';
import { CaseRegister } from './CaseRegister.tsx';
import { CaseRows } from './CaseRows.tsx';
import { CASE_FILTERS, CASE_ORDERS, type CaseFilter, type CaseOrder, casesOf, countCases, listCases } from './case-list.ts';
import { useRegistration } from './use-registration.ts';

export const MediationPage = () => <CasesPage kind="mediation" />;
export const PetitionPage = () => <CasesPage kind="petition" />;

/** The cases of one kind: the list, and beside it the chosen one or the form for a new one. */
function CasesPage({ kind }: { kind: CaseKind }) {
  const { t } = useTranslation(['cases', 'forms', 'partyLinks', 'dossier', 'team', 'joint', 'library']);
  const numberText = useNumberText();
  const { role } = useAccount();
  const mayRead = RIGHTS[role][`case.read.${kind}`] !== undefined;
  const mayRegister = RIGHTS[role][`case.handle.${kind}`] !== undefined;
  const table = useTable('case');
  const complete = useComplete('case');
  const [filter, setFilter] = useKept<CaseFilter>(`cases.${kind}.filter`, 'open');
  const [order, setOrder] = useKept<CaseOrder>(`cases.${kind}.order`, 'due');
  const [search, setSearch] = useKept(`cases.${kind}.search`, '');
  const { chosenId, setChosenId, draft, setDraft, registering, setRegistering } = useRegistration(kind);
  const [showsCode, setShowsCode] = useState(false);
  const [archive, setArchive] = useKept(`cases.${kind}.archive`, false);
  const [team, setTeam] = useKept(`cases.${kind}.team`, false);
  const [library, setLibrary] = useKept(`cases.${kind}.library`, false);
  const [departments, setDepartments] = useKept(`cases.${kind}.departments`, false);
  const now = useNow(60_000);
  const wanted = useDeferredValue(search);
  const cases = useMemo(() => casesOf(table.byId.values(), kind), [table.byId, kind]);
  const counts = useMemo(() => countCases(cases, now), [cases, now]);
  const rows = useMemo(() => listCases(cases, { filter, order, search: wanted, now }), [cases, filter, order, wanted, now]);
  const chosen = chosenId === null ? undefined : table.byId.get(chosenId);
  const desk = useDeskStore();
  const wantedId = useDesk((state) => (kind === 'mediation' ? state.wantedCaseId : null));
  useEffect(() => {
    if (wantedId === null) return;
    setArchive(false);
    setTeam(false);
    setLibrary(false);
    setDepartments(false);
    setRegistering(false);
    setChosenId(wantedId);
    desk.caseOpened();
  }, [wantedId, desk, setArchive, setTeam, setLibrary, setDepartments, setRegistering, setChosenId]);
  const seesTeam = kind === 'mediation' && RIGHTS[role]['team.read'] !== undefined;
  const seesLibrary = kind === 'mediation' && RIGHTS[role]['library.read'] !== undefined;
  const seesDepartments = kind === 'mediation' && RIGHTS[role]['department.read'] !== undefined;
  // Who is on duty and for what, everybody may know who sends people there.
  if (seesTeam && (team || !mayRead)) return <TeamPage onBack={mayRead ? () => setTeam(false) : null} />;
  if (!mayRead) return <p className={page.empty}>{t('noRight')}</p>;
  if (library && seesLibrary) return <LibraryPage onBack={() => setLibrary(false)} />;
  if (departments && seesDepartments) return <DepartmentsPage onBack={() => setDepartments(false)} />;
  if (archive) return <DossiersPage onBack={() => setArchive(false)} />;

  const choose = (id: string) => {
    setRegistering(false);
    setChosenId(id);
  };
  const labelOf = (one: CaseFilter) =>
    one === 'open' || one === 'overdue' || one === 'all' ? t(`filter.${one}`) : t(`state.${kind}.${one}`);
  return (
    <div className={page.page} data-testid="cases-page" data-kind={kind}>
      <header className={page.bar}>
        <h2>{t(`${kind}.title`)}</h2>
        <ListSearch label={t('search')} testId="case-search" value={search} onChange={setSearch} />
        <select
          data-testid="case-filter"
          aria-label={t('filter.label')}
          value={filter}
          onChange={(event) => setFilter(CASE_FILTERS.find((one) => one === event.target.value) ?? 'open')}
        >
          {CASE_FILTERS.map((one) => (
            <option key={one} value={one}>
              {labelOf(one)} {numberText(counts[one])}
            </option>
          ))}
        </select>
        <select
          data-testid="case-order"
          aria-label={t('sort.label')}
          value={order}
          onChange={(event) => setOrder(CASE_ORDERS.find((one) => one === event.target.value) ?? 'due')}
        >
          {CASE_ORDERS.map((one) => (
            <option key={one} value={one}>
              {t(`sort.${one}`)}
            </option>
          ))}
        </select>
        <span className={page.count} role="status" data-testid="case-count">
          {complete ? t('count', { count: rows.length }) : t('forms:loading')}
        </span>
        {kind === 'mediation' && mayRegister && (
          <Button icon={<QrcodeOutlined />} data-testid="application-code-open" onClick={() => setShowsCode(true)}>
            {t('partyLinks:code')}
          </Button>
        )}
        {seesTeam && (
          <Button data-testid="team-open" onClick={() => setTeam(true)}>
            {t('team:open')}
          </Button>
        )}
        {seesDepartments && (
          <Button data-testid="departments-open" onClick={() => setDepartments(true)}>
            {t('joint:departments.open')}
          </Button>
        )}
        {seesLibrary && (
          <Button data-testid="library-open" onClick={() => setLibrary(true)}>
            {t('library:open')}
          </Button>
        )}
        {kind === 'mediation' && !isNamedFor(role, 'case.read.mediation') && (
          <Button data-testid="dossiers-open" onClick={() => setArchive(true)}>
            {t('dossier:list.open')}
          </Button>
        )}
        <Button
          type="primary"
          icon={<PlusOutlined />}
          data-testid="case-register"
          disabled={!mayRegister}
          title={mayRegister ? undefined : t('noRegister')}
          onClick={() => setRegistering(true)}
        >
          {t(`${kind}.register`)}
        </Button>
      </header>
      {showsCode && <ApplicationCodeDialog onClose={() => setShowsCode(false)} />}
      <div className={page.body}>
        <div className={page.list}>
          {kind === 'mediation' && <CallsQueue onChoose={choose} />}
          {kind === 'mediation' && <DueQueue onChoose={choose} />}
          {kind === 'mediation' && <TodayQueue onChoose={choose} />}
          <CaseRows kind={kind} rows={rows} now={now} chosenId={registering ? null : chosenId} onChoose={choose} />
          {complete && rows.length === 0 && <p className={page.empty}>{t(cases.length === 0 ? 'empty.none' : 'empty.filtered')}</p>}
        </div>
        {registering ? (
          <CaseRegister
            kind={kind}
            draft={draft}
            onDraft={setDraft}
            onClose={() => setRegistering(false)}
            onDone={(id) => {
              setDraft(null);
              choose(id);
            }}
          />
        ) : chosen === undefined ? (
          <div className={page.detail}>
            <p className={page.empty}>{t('choose')}</p>
          </div>
        ) : kind === 'mediation' ? (
          <MediationDetail key={chosen.id} one={chosen} />
        ) : (
          <CaseDetail key={chosen.id} one={chosen} />
        )}
      </div>
    </div>
  );
}
