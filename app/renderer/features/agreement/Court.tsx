import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONFIRMATION_MS } from '../../../../sfu-server/protocol/entities/agreement.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { orNull } from '../../ui/text-problem.ts';
import { saveBase64 } from '../conference/save-file.ts';
import type { MediationWork } from '../mediation/use-mediation.ts';
import styles from './Agreement.module.css';
import { dayText } from './day-text.ts';
import type { AgreementWork } from './use-agreement.ts';

const RESULTS = ['confirmed', 'rejected', 'withdrawn'] as const;

/** The way to the court: confirmation of what was agreed (司法确认), or the papers of what could not be settled. */
export function Court({ work, of }: { work: MediationWork; of: AgreementWork }) {
  const { t } = useTranslation('agreement');
  const bridge = useBridge();
  const { confirmation, effectiveAt } = of.agreement;
  const caseId = work.one.id;
  const [court, setCourt] = useState('');
  const [number, setNumber] = useState('');
  const purpose = work.one.state === 'failed' ? 'suit' : 'confirmation';
  const pack = () =>
    work.action.run(async () => saveBase64(await request(bridge, 'agreement.packet', { caseId, purpose, reason: t(`packet.${purpose}`) })));
  return (
    <>
      {effectiveAt !== null && confirmation === null && (
        <p className={styles.hint}>{t('court.due', { day: dayText(effectiveAt + CONFIRMATION_MS) })}</p>
      )}
      {effectiveAt === null && work.one.state !== 'failed' && <p className={styles.hint}>{t('court.none')}</p>}
      {confirmation !== null && (
        <p data-testid="confirmation">
          {t('court.asked', { court: confirmation.court, day: dayText(confirmation.appliedAt) })}
          {confirmation.answer !== null &&
            ` · ${t(`court.result.${confirmation.answer.result}`)} ${confirmation.answer.number ?? ''} ${dayText(confirmation.answer.at)}`}
        </p>
      )}
      {of.can('confirm') && effectiveAt !== null && confirmation === null && (
        <div className={styles.row}>
          <Input
            style={{ width: 220 }}
            maxLength={60}
            aria-label={t('court.name')}
            placeholder={t('court.name')}
            data-testid="court-name"
            value={court}
            onChange={(event) => setCourt(event.target.value)}
          />
          <Button
            data-testid="court-apply"
            disabled={court.trim() === '' || work.action.busy}
            onClick={() => void work.send('agreement.applyConfirmation', { id: caseId, court: court.trim(), appliedAt: Date.now() })}
          >
            {t('court.apply')}
          </Button>
        </div>
      )}
      {of.can('confirm') && confirmation !== null && confirmation.answer === null && (
        <div className={styles.row}>
          <Button
            disabled={work.action.busy}
            onClick={() => void work.action.run(() => request(bridge, 'agreement.print', { caseId, form: 'confirmation' }))}
          >
            {t('print.confirmation')}
          </Button>
          <Input
            style={{ width: 200 }}
            maxLength={60}
            aria-label={t('court.number')}
            placeholder={t('court.number')}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
          {RESULTS.map((result) => (
            <Button
              key={result}
              disabled={work.action.busy}
              onClick={() =>
                void work.send('agreement.courtAnswer', {
                  id: caseId,
                  answer: { result, number: orNull(number), at: Date.now(), words: '' },
                })
              }
            >
              {t(`court.result.${result}`)}
            </Button>
          ))}
        </div>
      )}
      {work.mayHandle && (confirmation !== null || work.one.state === 'failed') && (
        <Button data-testid="court-packet" disabled={work.action.busy} onClick={() => void pack()}>
          {t(`packet.${purpose}`)}
        </Button>
      )}
    </>
  );
}
