import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../../../../sfu-server/protocol/requests/mediations.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { type Assigned, MOST_ASSISTANTS, withAssistant, withMediator, withoutAssistant } from './assigned.ts';
import styles from './Mediation.module.css';
import { Reason } from './Reason.tsx';
import type { MediationWork } from './use-mediation.ts';

/** Who can mediate or help, best first, and who may not. */
export function Candidates({ work, onDone }: { work: MediationWork; onDone: () => void }) {
  const { t } = useTranslation(['mediation', 'cases', 'forms']);
  const bridge = useBridge();
  const errorText = useErrorText();
  const [list, setList] = useState<readonly Candidate[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [declaring, setDeclaring] = useState<string | null>(null);
  const { id, field } = work.one;
  const { mediator, assistants } = work.mediation;
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
  const assign = (who: Assigned) => work.send('mediation.assign', { id, ...who });
  const helps = ({ accountId }: Candidate) => assistants.some((person) => person.accountId === accountId);
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
              {helps(one) ? (
                <Button size="small" data-testid="candidate-release" onClick={() => void assign(withoutAssistant(work.mediation, one))}>
                  {t('assistant.release')}
                </Button>
              ) : (
                one.accountId !== mediator?.accountId && (
                  <Button
                    size="small"
                    data-testid="candidate-assist"
                    disabled={assistants.length >= MOST_ASSISTANTS}
                    onClick={() => void assign(withAssistant(work.mediation, personOf(one)))}
                  >
                    {t('assistant.choose')}
                  </Button>
                )
              )}
              {one.accountId !== mediator?.accountId && (
                <Button
                  size="small"
                  type="primary"
                  data-testid="candidate-choose"
                  onClick={() => void assign(withMediator(work.mediation, personOf(one))).then((taken) => taken && onDone())}
                >
                  {t('assign')}
                </Button>
              )}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
