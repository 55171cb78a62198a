import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { FOLLOW_UP_MS, FOLLOW_UP_WAYS, wasFollowedUp } from '../../../../sfu-server/protocol/entities/agreement.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { momentText } from '../../ui/time.ts';
import mediation from '../mediation/Mediation.module.css';
import type { MediationWork } from '../mediation/use-mediation.ts';
import styles from './Agreement.module.css';
import { dayText } from './day-text.ts';
import type { AgreementWork } from './use-agreement.ts';

const KEPT = ['yes', 'partly', 'no'] as const;
const SATISFIED = ['yes', 'no', 'unsaid'] as const;

/** Visits after the settlement (回访). */
export function FollowUps({ work, of }: { work: MediationWork; of: AgreementWork }) {
  const { t } = useTranslation('agreement');
  const bridge = useBridge();
  const { followUps, effectiveAt } = of.agreement;
  const followedUp = wasFollowedUp(of.agreement);
  const caseId = work.one.id;
  return (
    <>
      {!followedUp && (
        <p className={styles.hint} data-testid="follow-up-due">
          {effectiveAt === null ? t('followUp.none') : t('followUp.due', { day: dayText(effectiveAt + FOLLOW_UP_MS) })}
        </p>
      )}
      <ul className={styles.list}>
        {followUps.map((visit) => (
          <li key={visit.id} data-testid="follow-up">
            <span>
              {momentText(visit.at)} · {t(`followUp.how.${visit.how}`)} · {visit.withWhom}
              <small>{visit.situation}</small>
              <small>
                {t(`followUp.kept.${visit.kept}`)} · {t(`followUp.satisfied.${visit.satisfied}`)} · {visit.byName}
              </small>
            </span>
          </li>
        ))}
      </ul>
      {of.can('followUp') && followedUp && (
        <Button
          size="small"
          data-testid="print-follow-up"
          disabled={work.action.busy}
          onClick={() => void work.action.run(() => request(bridge, 'agreement.print', { caseId, form: 'followUp' }))}
        >
          {t('print.followUp')}
        </Button>
      )}
      {of.can('followUp') && <FollowUpForm work={work} />}
    </>
  );
}

function FollowUpForm({ work }: { work: MediationWork }) {
  const { t } = useTranslation('agreement');
  const [how, setHow] = useState<(typeof FOLLOW_UP_WAYS)[number]>('visit');
  const [kept, setKept] = useState<(typeof KEPT)[number]>('yes');
  const [satisfied, setSatisfied] = useState<(typeof SATISFIED)[number]>('yes');
  const [withWhom, setWithWhom] = useState('');
  const [situation, setSituation] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const words = { at: Date.now(), how, withWhom: withWhom.trim(), situation: situation.trim(), kept, satisfied };
    if (await work.send('agreement.followUp', { id: work.one.id, followUpId: uuidv7(), ...words })) setSituation('');
  };
  return (
    <form className={mediation.form} data-testid="follow-up-form" onSubmit={(event) => void submit(event)}>
      <div className={styles.row}>
        <select
          aria-label={t('followUp.how')}
          value={how}
          onChange={(event) => setHow(FOLLOW_UP_WAYS.find((one) => one === event.target.value) ?? 'visit')}
        >
          {FOLLOW_UP_WAYS.map((one) => (
            <option key={one} value={one}>
              {t(`followUp.how.${one}`)}
            </option>
          ))}
        </select>
        <select
          aria-label={t('followUp.kept')}
          value={kept}
          onChange={(event) => setKept(KEPT.find((one) => one === event.target.value) ?? 'yes')}
        >
          {KEPT.map((one) => (
            <option key={one} value={one}>
              {t(`followUp.kept.${one}`)}
            </option>
          ))}
        </select>
        <select
          aria-label={t('followUp.satisfied')}
          value={satisfied}
          onChange={(event) => setSatisfied(SATISFIED.find((one) => one === event.target.value) ?? 'yes')}
        >
          {SATISFIED.map((one) => (
            <option key={one} value={one}>
              {t(`followUp.satisfied.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <Input
        maxLength={100}
        aria-label={t('followUp.withWhom')}
        placeholder={t('followUp.withWhom')}
        data-testid="follow-up-with"
        value={withWhom}
        onChange={(event) => setWithWhom(event.target.value)}
      />
      <Input.TextArea
        maxLength={1000}
        aria-label={t('followUp.situation')}
        placeholder={t('followUp.situation')}
        data-testid="follow-up-situation"
        value={situation}
        onChange={(event) => setSituation(event.target.value)}
      />
      <div className={styles.row}>
        <Button
          htmlType="submit"
          data-testid="follow-up-add"
          disabled={withWhom.trim() === '' || situation.trim() === '' || work.action.busy}
        >
          {t('followUp.add')}
        </Button>
      </div>
    </form>
  );
}
