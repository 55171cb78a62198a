import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_TRANSITIONS } from '../../../../sfu-server/protocol/entities/case.ts';
import type { Candidate } from '../../../../sfu-server/protocol/requests/mediations.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import page from '../../ui/ListPage.module.css';
import { momentText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { isOverdue } from '../cases/case-list.ts';
import styles from './Mediation.module.css';
import type { MediationWork } from './use-mediation.ts';

/** Who mediates, who may not, and whether the clock runs. Taken in and refused it is in the course. */
export function AssignmentTab({ work }: { work: MediationWork }) {
  const { t } = useTranslation(['mediation', 'cases', 'forms']);
  const { one, mediation, can, send } = work;
  const { mediator, assistants, declarations, suspension } = mediation;
  const [choosing, setChoosing] = useState(false);
  const overdue = isOverdue(one, useNow(60_000));
  const nobody = t('assign.nobody');
  const facts = [
    [t('state'), t(`cases:state.mediation.${one.state}`)],
    [t('mediator'), mediator?.name ?? nobody],
    [t('assistants'), assistants.map(({ name }) => name).join('、')],
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
            <Button size="small" onClick={() => void send('mediation.assign', { id: one.id, mediator: null, assistants: [...assistants] })}>
              {t('assign.release')}
            </Button>
          )}
        </div>
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

/** A reason and the button that sends it. */
export function Reason(props: { label: string; name: string; testId: string; onSend: (reason: string) => Promise<boolean> }) {
  const [reason, setReason] = useState('');
  return (
    <div className={styles.buttons}>
      <Input
        size="small"
        style={{ width: 280 }}
        maxLength={200}
        aria-label={props.label}
        placeholder={props.label}
        data-testid={`${props.testId}-reason`}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button
        size="small"
        data-testid={props.testId}
        disabled={reason.trim() === ''}
        onClick={() => void props.onSend(reason.trim()).then((taken) => taken && setReason(''))}
      >
        {props.name}
      </Button>
    </div>
  );
}

function Candidates({ work, onDone }: { work: MediationWork; onDone: () => void }) {
  const { t } = useTranslation(['mediation', 'cases', 'forms']);
  const bridge = useBridge();
  const errorText = useErrorText();
  const [list, setList] = useState<readonly Candidate[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [declaring, setDeclaring] = useState<string | null>(null);
  const { id, field } = work.one;
  const declared = work.mediation.declarations.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies(declared): a declaration changes who can be chosen
  useEffect(() => {
    let gone = false;
    request(bridge, 'mediation.candidates', { caseId: id }).then(
      ({ candidates }) => !gone && setList(candidates),
      (error: unknown) => !gone && setProblem(error),
    );
    return () => {
      gone = true;
    };
  }, [bridge, id, declared]);
  if (problem !== null) return <p className={styles.problem}>{errorText(problem)}</p>;
  if (list === null) return <p className={styles.hint}>{t('forms:loading')}</p>;
  /** Why somebody stands where they do in the list. */
  const reasonsOf = ({ orgName, matches, load, hearings, duty }: Candidate) => [
    orgName,
    ...(matches && field !== null ? [t('candidate.matches', { field: t(`cases:field.${field}`) })] : []),
    t('candidate.load', { count: load }),
    ...(hearings > 0 ? [t('candidate.hearings', { count: hearings })] : []),
    ...(duty === null || duty === 'off' ? [] : [t(`candidate.duty.${duty}`)]),
  ];
  const personOf = ({ accountId, name }: Candidate) => ({ accountId, name });
  return (
    <ul className={styles.list} data-testid="candidates">
      {list.map((one) => (
        <li key={one.accountId} data-off={one.conflict !== null} data-testid="candidate" data-name={one.name}>
          <span>
            {one.name}
            <small data-testid="candidate-reason">{reasonsOf(one).join(' · ')}</small>
            {one.conflict !== null && <small>{t('candidate.conflict', { reason: one.conflict })}</small>}
            {declaring === one.accountId && (
              <Reason
                label={t('declare.reason')}
                name={t('declare')}
                testId="declare"
                onSend={async (reason) => {
                  const taken = await work.send('mediation.declare', { id, person: personOf(one), reason });
                  if (taken) setDeclaring(null);
                  return taken;
                }}
              />
            )}
          </span>
          {one.conflict === null && (
            <>
              {declaring !== one.accountId && (
                <Button size="small" onClick={() => setDeclaring(one.accountId)}>
                  {t('declare')}
                </Button>
              )}
              <Button
                size="small"
                type="primary"
                data-testid="candidate-choose"
                onClick={() =>
                  void work
                    .send('mediation.assign', { id, mediator: personOf(one), assistants: [...work.mediation.assistants] })
                    .then((taken) => taken && onDone())
                }
              >
                {t('assign')}
              </Button>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
