import { InputNumber } from 'antd';
import { type ReactNode, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { cardOf, DEFAULT_WARN_DAYS, type Task } from '../../../../sfu-server/protocol/entities/task.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import { readSetting, writeSetting } from '../../store/settings.ts';
import { useKept } from '../../ui/kept-state.tsx';
import page from '../../ui/ListPage.module.css';
import { ListSearch } from '../../ui/ListSearch.tsx';
import { dayText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { WindowedList } from '../../ui/WindowedList.tsx';
import { organisationName } from '../organisations/organisation-tree.ts';
import styles from './Meetings.module.css';
import { listTasks, TASK_FILTERS, type TaskFilter } from './meeting-list.ts';
import { TaskDetail } from './TaskDetail.tsx';

/** px */
const ROW_HEIGHT = 54;
const WARN_DAYS_KEY = 'tasks.warnDays';
const MOST_WARN_DAYS = 30;

/** Days before the due date at which this seat shows the yellow card. */
function useWarnDays() {
  const bridge = useBridge();
  const [days, setDays] = useState(DEFAULT_WARN_DAYS);
  useEffect(() => {
    readSetting(bridge, WARN_DAYS_KEY, z.number().int().min(0).max(MOST_WARN_DAYS)).then(
      (kept) => kept !== null && setDays(kept),
      () => undefined,
    );
  }, [bridge]);
  const set = (next: number) => {
    setDays(next);
    // It holds for this page anyway.
    writeSetting(bridge, WARN_DAYS_KEY, next).catch(() => undefined);
  };
  return [days, set] as const;
}

/** Decisions on their way (督办): the list with its cards, and beside it the chosen one. */
export function TasksView({ views }: { views: ReactNode }) {
  const { t } = useTranslation(['meetings', 'forms']);
  const table = useTable('task');
  const organisations = useTable('organisation').byId;
  const [filter, setFilter] = useKept<TaskFilter>('tasks.filter', 'open');
  const [search, setSearch] = useKept('tasks.search', '');
  const [chosenId, setChosenId] = useKept<string | null>('tasks.chosen', null);
  const [warnDays, setWarnDays] = useWarnDays();
  const now = useNow(60_000);
  const wanted = useDeferredValue(search);
  const rows = useMemo(
    () => listTasks(table.byId.values(), { filter, search: wanted, now, warnDays }),
    [table.byId, filter, wanted, now, warnDays],
  );
  const chosen = chosenId === null ? undefined : table.byId.get(chosenId);
  const line = (task: Task) => {
    const card = cardOf(task, now, warnDays);
    return (
      <div className={styles.row}>
        <span className={styles.time}>
          {card !== null && (
            <span className={styles.card} data-card={card}>
              {t(`card.${card}`)}
            </span>
          )}
        </span>
        <span className={styles.title} title={task.title}>
          {task.title}
        </span>
        <span>{table.pendingIds.has(task.id) ? t('forms:pending') : t(`task.state.${task.state}`)}</span>
        <span>
          {organisationName(organisations, task.ownerOrgId) ?? t('elsewhere')}
          {task.personName !== null && ` · ${task.personName}`}
          {task.number !== null && ` · ${task.number}`}
        </span>
        <span>{dayText(task.dueAt)}</span>
      </div>
    );
  };
  return (
    <div className={page.page} data-testid="tasks-page">
      <header className={page.bar}>
        <h2>{t('title')}</h2>
        {views}
        <ListSearch label={t('task.search')} testId="task-search" width={240} value={search} onChange={setSearch} />
        <select
          data-testid="task-filter"
          aria-label={t('task.filter')}
          value={filter}
          onChange={(event) => setFilter(TASK_FILTERS.find((one) => one === event.target.value) ?? 'open')}
        >
          {TASK_FILTERS.map((one) => (
            <option key={one} value={one}>
              {t(`task.filter.${one}`)}
            </option>
          ))}
        </select>
        <span className={page.count} role="status">
          {table.loaded ? t('task.count', { count: rows.length }) : t('forms:loading')}
        </span>
        <span className={styles.inline}>
          {t('task.warnDays')}
          <InputNumber
            min={0}
            max={MOST_WARN_DAYS}
            style={{ width: 64 }}
            aria-label={t('task.warnDays')}
            value={warnDays}
            onChange={(days) => days !== null && setWarnDays(days)}
          />
        </span>
      </header>
      <div className={page.body}>
        <div className={page.list}>
          <WindowedList
            label={t('task.list')}
            testId="task-list"
            rows={rows}
            rowHeight={ROW_HEIGHT}
            chosenKey={chosenId}
            keyOf={({ id }) => id}
            attributesOf={(one) => ({
              'data-testid': 'task-row',
              'data-task-id': one.id,
              'data-state': one.state,
              'data-card': cardOf(one, now, warnDays) ?? 'none',
              'data-pending': table.pendingIds.has(one.id),
            })}
            onChoose={({ id }) => setChosenId(id)}
          >
            {line}
          </WindowedList>
          {table.loaded && rows.length === 0 && <p className={page.empty}>{t(table.byId.size === 0 ? 'task.none' : 'task.filtered')}</p>}
        </div>
        {chosen === undefined ? (
          <div className={page.detail}>
            <p className={page.empty}>{t('task.choose')}</p>
          </div>
        ) : (
          <TaskDetail key={chosen.id} task={chosen} />
        )}
      </div>
    </div>
  );
}
