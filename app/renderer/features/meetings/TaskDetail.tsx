import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { TASK_STEP_BY, TASK_TRANSITIONS, type Task, type TaskState } from '../../../../sfu-server/protocol/entities/task.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import page from '../../ui/ListPage.module.css';
import { NextSteps } from '../../ui/NextSteps.tsx';
import { NoteList } from '../../ui/NoteList.tsx';
import { Steps } from '../../ui/Steps.tsx';
import { momentText } from '../../ui/time.ts';
import { mutate } from '../events/mutate.ts';
import { organisationName } from '../organisations/organisation-tree.ts';

/** The way of a task that nothing goes wrong with. */
const WAY = ['assigned', 'accepted', 'inProgress', 'reported', 'verified', 'closed'] as const satisfies readonly TaskState[];

/** A task with its way, whose it is, and the steps that this seat can take. */
export function TaskDetail({ task }: { task: Task }) {
  const { t } = useTranslation(['meetings', 'forms']);
  const bridge = useBridge();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const { role, organisation } = useAccount();
  const organisations = useTable('organisation').byId;
  const meetingTitle = useTable('meeting').byId.get(task.meetingId)?.title ?? task.meetingTitle;
  const pending = useTable('task').pendingIds.has(task.id);
  const pathOf = (id: string) => organisations.get(id)?.path ?? '';
  const may = {
    owner: isAllowed(role, 'task.handle', organisation.path, pathOf(task.ownerOrgId)),
    overseer: isAllowed(role, 'task.oversee', organisation.path, pathOf(task.orgId)),
  };
  const next = TASK_TRANSITIONS[task.state];
  const mine = next.filter((to) => to !== 'assigned' && may[TASK_STEP_BY[to]]);
  const current = WAY.findIndex((state) => state === (task.state === 'returned' ? 'inProgress' : task.state));
  const reached = new Map<string, number>([['assigned', task.decidedAt]]);
  for (const { state, at } of task.notes) if (state !== null) reached.set(state, at);
  const send = (work: Promise<void>) =>
    work.then(
      () => true,
      (error: unknown) => {
        void message.error(errorText(error));
        return false;
      },
    );
  const { id } = task;
  return (
    <section className={page.detail} aria-label={t('task.detail')} data-testid="task-detail" data-task-id={id} data-state={task.state}>
      <header className={page.head}>
        <h3>{task.title}</h3>
        {pending && <span className={page.pending}>{t('forms:pending')}</span>}
      </header>
      <div className={page.scroll}>
        <Steps
          label={t('task.steps')}
          steps={WAY.map((key, index) => {
            const phase = index < current ? 'done' : index === current ? 'current' : 'ahead';
            return { key, phase, at: phase === 'ahead' ? null : (reached.get(key) ?? null) };
          })}
          nameOf={(state) => t(`task.state.${state}`)}
        />
        <dl className={page.facts}>
          <dt>{t('task.number')}</dt>
          <dd>{task.number ?? t('forms:pending')}</dd>
          <dt>{t('decide.owner')}</dt>
          <dd>
            {organisationName(organisations, task.ownerOrgId) ?? t('elsewhere')} {task.personName ?? ''}
          </dd>
          <dt>{t('decide.due')}</dt>
          <dd>{momentText(task.dueAt)}</dd>
          <dt>{t('task.meeting')}</dt>
          <dd>{meetingTitle}</dd>
          <dt>{t('task.overseer')}</dt>
          <dd>
            {organisationName(organisations, task.orgId) ?? t('elsewhere')} {task.decidedByName}
          </dd>
        </dl>
        {task.detail !== '' && <p>{task.detail}</p>}
        <NextSteps
          testId="task"
          next={mine.length > 0 ? mine : next}
          noAdvance={mine.length > 0 ? null : t('task.noStep')}
          noNote={may.owner || may.overseer ? null : t('task.noStep')}
          nameOf={(to) => t(`task.advance.${to}`)}
          onAdvance={(to, note) => send(mutate(bridge, 'task.advance', { id, to, noteId: uuidv7(), note }))}
          onNote={(text) => send(mutate(bridge, 'task.note', { id, noteId: uuidv7(), text }))}
        />
        <NoteList notes={task.notes} stepOf={({ state }) => (state === null ? null : t(`task.state.${state}`))} />
      </div>
    </section>
  );
}
