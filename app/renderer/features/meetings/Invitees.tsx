import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../../../sfu-server/protocol/entities/meeting.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { mutate } from '../events/mutate.ts';
import { organisationName } from '../organisations/organisation-tree.ts';
import { useAction } from '../rooms/use-action.ts';
import styles from './Meetings.module.css';

/** Whom a meeting invites, what they answered, and the own organisation's answer. */
export function Invitees({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation('meetings');
  const organisations = useTable('organisation').byId;
  const { role, organisation } = useAccount();
  const { orgIds, people, answers, state } = meeting;
  const invited = orgIds.includes(organisation.id) || people.some(({ orgId }) => orgId === organisation.id);
  const mayAnswer =
    invited && (state === 'planned' || state === 'open') && isAllowed(role, 'meeting.answer', organisation.path, organisation.path);
  const hidden = orgIds.filter((id) => !organisations.has(id)).length;
  return (
    <>
      <h4 className={styles.section}>{t('invitees', { count: orgIds.length + people.length })}</h4>
      {mayAnswer && <Answer meeting={meeting} />}
      <ul className={`${styles.list} ${styles.answers}`} data-testid="meeting-answers">
        {orgIds
          .filter((id) => organisations.has(id))
          .map((id) => {
            const said = answers.find(({ orgId }) => orgId === id);
            return (
              <li key={id} data-organisation-id={id}>
                <b data-answer={said?.answer}>{t(`answer.${said?.answer ?? 'none'}`)}</b>
                <span>{organisationName(organisations, id)}</span>
                <small>{said?.words}</small>
              </li>
            );
          })}
        {people.map(({ accountId, name, orgId }) => (
          <li key={accountId}>
            <b>{t('answer.person')}</b>
            <span>{name}</span>
            <small>{organisationName(organisations, orgId)}</small>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className={styles.hint}>{t('invitees.hidden', { count: hidden })}</p>}
    </>
  );
}

function Answer({ meeting: { id } }: { meeting: Meeting }) {
  const { t } = useTranslation('meetings');
  const bridge = useBridge();
  const { organisation } = useAccount();
  const action = useAction();
  const [words, setWords] = useState('');
  const send = (answer: 'attends' | 'excused') =>
    action
      .run(() => mutate(bridge, 'meeting.answer', { id, orgId: organisation.id, answer, words: words.trim() }))
      .then((done) => done && setWords(''));
  return (
    <div className={styles.actions}>
      <Input
        style={{ width: 240 }}
        maxLength={200}
        data-testid="meeting-answer-words"
        aria-label={t('answer.words')}
        placeholder={t('answer.words')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {(['attends', 'excused'] as const).map((one) => (
        <Button key={one} size="small" data-testid={`meeting-answer-${one}`} disabled={action.busy} onClick={() => void send(one)}>
          {t(`answer.give.${one}`)}
        </Button>
      ))}
      {action.problem !== null && <p role="alert">{action.problem}</p>}
    </div>
  );
}
