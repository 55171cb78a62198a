import { Button, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import type { Meeting } from '../../../../sfu-server/protocol/entities/meeting.ts';
import { MUTATION_SCHEMAS } from '../../../../sfu-server/protocol/mutations.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import { dayText } from '../../ui/time.ts';
import { mutate } from '../events/mutate.ts';
import { organisationName } from '../organisations/organisation-tree.ts';
import { useAction } from '../rooms/use-action.ts';
import { fromInput, toInput } from './county-input.ts';
import styles from './Meetings.module.css';

const WEEK_MS = 7 * 86_400_000;

/** What a meeting has decided, each a task of an organisation, and the line to add another. */
export function Decisions({ meeting, writable }: { meeting: Meeting; writable: boolean }) {
  const { t } = useTranslation('meetings');
  const organisations = useTable('organisation').byId;
  const tasks = useTable('task').byId;
  const decided = useMemo(
    () => [...tasks.values()].filter((one) => one.meetingId === meeting.id).sort((a, b) => a.decidedAt - b.decidedAt),
    [tasks, meeting.id],
  );
  return (
    <>
      <h4 className={styles.section}>{t('decisions', { count: decided.length })}</h4>
      <ol className={styles.list}>
        {decided.map((one) => (
          <li key={one.id} data-testid="decision" data-task-id={one.id} data-state={one.state}>
            <small>{t(`task.state.${one.state}`)}</small>
            <span>{one.title}</span>
            <small>
              {organisationName(organisations, one.ownerOrgId)} · {dayText(one.dueAt)}
            </small>
          </li>
        ))}
      </ol>
      {writable && <Decide meeting={meeting} />}
    </>
  );
}

function Decide({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation('meetings');
  const bridge = useBridge();
  const action = useAction();
  const organisations = useTable('organisation').byId;
  const [title, setTitle] = useState('');
  const [person, setPerson] = useState('');
  const [ownerOrgId, setOwner] = useState<string | null>(null);
  const [due, setDue] = useState(() => toInput(Date.now() + WEEK_MS).slice(0, 10));
  const owners = useMemo(() => {
    const path = organisations.get(meeting.orgId)?.path;
    const may = [...organisations.values()].filter(
      (one) => meeting.orgIds.includes(one.id) || (path !== undefined && one.path.startsWith(path)),
    );
    may.sort((a, b) => Number(meeting.orgIds.includes(b.id)) - Number(meeting.orgIds.includes(a.id)) || (a.path < b.path ? -1 : 1));
    return may.map(({ id }) => ({ value: id, label: organisationName(organisations, id) ?? '' }));
  }, [organisations, meeting.orgId, meeting.orgIds]);
  const send = async () => {
    // Due at the end of that day.
    const dueAt = fromInput(`${due}T23:59`);
    const words = { title, detail: '', personName: person.trim() === '' ? null : person, dueAt };
    const args = MUTATION_SCHEMAS['meeting.decide'].parse({
      id: meeting.id,
      taskId: uuidv7(),
      ownerOrgId,
      decidedAt: Date.now(),
      ...words,
    });
    await mutate(bridge, 'meeting.decide', args);
    setTitle('');
    setPerson('');
  };
  const ready = title.trim() !== '' && ownerOrgId !== null && due !== '';
  return (
    <div className={styles.inline}>
      <Input
        style={{ flex: '1 1 100%' }}
        maxLength={200}
        data-testid="decision-title"
        aria-label={t('decide.title')}
        placeholder={t('decide.title')}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <Select<string>
        style={{ width: 200 }}
        data-testid="decision-owner"
        aria-label={t('decide.owner')}
        placeholder={t('decide.owner')}
        showSearch={{ optionFilterProp: 'label' }}
        options={owners}
        value={ownerOrgId}
        onChange={setOwner}
      />
      <Input
        style={{ width: 120 }}
        maxLength={40}
        aria-label={t('decide.person')}
        placeholder={t('decide.person')}
        value={person}
        onChange={(event) => setPerson(event.target.value)}
      />
      <input type="date" aria-label={t('decide.due')} value={due} onChange={(event) => setDue(event.target.value)} />
      <Button size="small" data-testid="decision-submit" disabled={!ready || action.busy} onClick={() => void action.run(send)}>
        {t('decide.submit')}
      </Button>
      {action.problem !== null && <p role="alert">{action.problem}</p>}
    </div>
  );
}
