import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_TRANSITIONS } from '../../../../sfu-server/protocol/entities/case.ts';
import page from '../../ui/ListPage.module.css';
import { momentText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { isOverdue } from '../cases/case-list.ts';
import { type Assigned, withoutAssistant } from './assigned.ts';
import { Candidates } from './Candidates.tsx';
import styles from './Mediation.module.css';
import { Reason } from './Reason.tsx';
import type { MediationWork } from './use-mediation.ts';

/** Who mediates, who may not, and whether the clock runs. Taken in and refused it is in the course. */
export function AssignmentTab({ work }: { work: MediationWork }) {
  const { t } = useTranslation(['mediation', 'cases', 'forms']);
  const { one, mediation, can, send } = work;
  const { mediator, assistants, declarations, suspension } = mediation;
  const [choosing, setChoosing] = useState(false);
  const overdue = isOverdue(one, useNow(60_000));
  const nobody = t('assign.nobody');
  const assign = (who: Assigned) => send('mediation.assign', { id: one.id, ...who });
  const facts = [
    [t('state'), t(`cases:state.mediation.${one.state}`)],
    [t('mediator'), mediator?.name ?? nobody],
    [t('cases:detail.due'), one.dueAt === null ? '' : momentText(one.dueAt) + (overdue ? ` · ${t('cases:overdue')}` : '')],
  ];
  return (
    <>
      <dl className={page.facts}>
        {facts.map(([name, value]) =>
          value === '' ? null : (
            <div key={name} className={styles.fact}>
              <dt>{name}</dt>
              <dd data-testid={value === mediator?.name ? 'mediator-name' : undefined}>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {one.state === 'registered' && can('assign') && CASE_TRANSITIONS.registered.includes('accepted') && (
        <p className={styles.hint}>{t('assign.acceptFirst')}</p>
      )}
      {can('assign') && (
        <div className={styles.buttons}>
          <Button size="small" type="primary" data-testid="mediation-assign" onClick={() => setChoosing(!choosing)}>
            {t(mediator === null ? 'assign.choose' : 'assign.change')}
          </Button>
          {mediator !== null && (
            <Button size="small" onClick={() => void assign({ mediator: null, assistants: [...assistants] })}>
              {t('assign.release')}
            </Button>
          )}
        </div>
      )}
      {assistants.length > 0 && (
        <section aria-label={t('assistants')}>
          <h4 className={styles.section}>{t('assistants')}</h4>
          <ul className={styles.list}>
            {assistants.map((person) => (
              <li key={person.accountId} data-testid="assistant">
                <span>{person.name}</span>
                {can('assign') && (
                  <Button size="small" data-testid="assistant-release" onClick={() => void assign(withoutAssistant(mediation, person))}>
                    {t('assistant.release')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {choosing && can('assign') && <Candidates work={work} onDone={() => setChoosing(false)} />}
      {declarations.length > 0 && (
        <section aria-label={t('conflicts')}>
          <h4 className={styles.section}>{t('conflicts')}</h4>
          <ul className={styles.list}>
            {declarations.map(({ accountId, name, reason, at, byName }) => (
              <li key={accountId}>
                <span>
                  {name}：{reason}
                  <small>{`${byName} ${momentText(at)}`}</small>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <h4 className={styles.section}>{t('clock')}</h4>
      {suspension === null ? (
        can('suspend') ? (
          <Reason
            label={t('suspend.reason')}
            name={t('suspend')}
            testId="suspend"
            onSend={(reason) => send('mediation.suspend', { id: one.id, reason })}
          />
        ) : (
          <p className={styles.hint}>{t('clock.none')}</p>
        )
      ) : (
        <>
          <p>{t('suspend.since', { at: momentText(suspension.since), by: suspension.byName, reason: suspension.reason })}</p>
          {can('resume') && (
            <Button size="small" data-testid="resume" onClick={() => void send('mediation.resume', { id: one.id })}>
              {t('resume')}
            </Button>
          )}
        </>
      )}
    </>
  );
}
