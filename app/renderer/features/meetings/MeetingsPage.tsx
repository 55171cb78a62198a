import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { RIGHTS } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount, useTable } from '../../store/context.tsx';
import { useKept } from '../../ui/kept-state.tsx';
import page from '../../ui/ListPage.module.css';
import { ListSearch } from '../../ui/ListSearch.tsx';
import { useNow } from '../../ui/use-now.ts';
import { MeetingDetail } from './MeetingDetail.tsx';
import { MeetingEdit, MeetingPlanForm } from './MeetingForms.tsx';
import { MeetingRows } from './MeetingRows.tsx';
import type { MeetingDraft } from './meeting-form.ts';
import { linesOf, MEETING_SPANS, type MeetingSpan } from './meeting-list.ts';
import { TasksView } from './TasksView.tsx';

type View = 'meetings' | 'tasks';

/** The module 会议: what is planned and was held, and what was decided there. */
export function MeetingsPage() {
  const { t } = useTranslation('meetings');
  const { role } = useAccount();
  const [view, setView] = useKept<View>('meetings.view', 'meetings');
  if (RIGHTS[role]['meeting.read'] === undefined) return <p className={page.empty}>{t('noRight')}</p>;
  const views = (
    <Button.Group>
      {(['meetings', 'tasks'] as const).map((one) => (
        <Button
          key={one}
          data-testid={`view-${one}`}
          type={one === view ? 'primary' : 'default'}
          aria-pressed={one === view}
          onClick={() => setView(one)}
        >
          {t(`view.${one}`)}
        </Button>
      ))}
    </Button.Group>
  );
  return view === 'meetings' ? <MeetingsView views={views} /> : <TasksView views={views} />;
}

function MeetingsView({ views }: { views: React.ReactNode }) {
  const { t } = useTranslation(['meetings', 'forms']);
  const { role } = useAccount();
  const mayPlan = RIGHTS[role]['meeting.run'] !== undefined;
  const table = useTable('meeting');
  const [span, setSpan] = useKept<MeetingSpan>('meetings.span', 'coming');
  const [search, setSearch] = useKept('meetings.search', '');
  const [chosenId, setChosenId] = useKept<string | null>('meetings.chosen', null);
  const [mode, setMode] = useKept<'look' | 'plan' | 'edit'>('meetings.mode', 'look');
  const [draft, setDraft] = useKept<MeetingDraft | null>('meetings.draft', null);
  const now = useNow(60_000);
  const wanted = useDeferredValue(search);
  const lines = useMemo(() => linesOf(table.byId.values(), { span, search: wanted, now }), [table.byId, span, wanted, now]);
  const chosen = chosenId === null ? undefined : table.byId.get(chosenId);
  const choose = (id: string) => {
    setMode('look');
    setChosenId(id);
  };
  const count = lines.filter((line) => 'meeting' in line).length;
  return (
    <div className={page.page} data-testid="meetings-page">
      <header className={page.bar}>
        <h2>{t('title')}</h2>
        {views}
        <ListSearch label={t('search')} testId="meeting-search" width={240} value={search} onChange={setSearch} />
        <select
          data-testid="meeting-span"
          aria-label={t('span.label')}
          value={span}
          onChange={(event) => setSpan(MEETING_SPANS.find((one) => one === event.target.value) ?? 'coming')}
        >
          {MEETING_SPANS.map((one) => (
            <option key={one} value={one}>
              {t(`span.${one}`)}
            </option>
          ))}
        </select>
        <span className={page.count} role="status">
          {table.loaded ? t('count', { count }) : t('forms:loading')}
        </span>
        <Button
          type="primary"
          icon={<PlusOutlined />}
          data-testid="meeting-plan"
          disabled={!mayPlan}
          title={mayPlan ? undefined : t('noPlan')}
          onClick={() => setMode('plan')}
        >
          {t('plan')}
        </Button>
      </header>
      <div className={page.body}>
        <div className={page.list}>
          <MeetingRows lines={lines} chosenId={mode === 'plan' ? null : chosenId} onChoose={choose} />
          {table.loaded && count === 0 && <p className={page.empty}>{t(table.byId.size === 0 ? 'empty.none' : 'empty.filtered')}</p>}
        </div>
        {mode === 'plan' ? (
          <MeetingPlanForm
            draft={draft}
            onDraft={setDraft}
            onClose={() => setMode('look')}
            onDone={(id) => {
              setDraft(null);
              choose(id);
            }}
          />
        ) : chosen === undefined ? (
          <div className={page.detail}>
            <p className={page.empty}>{t('choose')}</p>
          </div>
        ) : mode === 'edit' && chosen.state === 'planned' && chosen.signedAt === null ? (
          <MeetingEdit key={chosen.id} meeting={chosen} onDone={() => setMode('look')} />
        ) : (
          <MeetingDetail key={chosen.id} meeting={chosen} onEdit={() => setMode('edit')} />
        )}
      </div>
    </div>
  );
}
