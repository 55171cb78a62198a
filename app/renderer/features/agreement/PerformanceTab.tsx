import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { type Duty, mayBeTakenUp, outcomeOf } from '../../../../sfu-server/protocol/entities/agreement.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import { useNow } from '../../ui/use-now.ts';
import { Reason } from '../mediation/Reason.tsx';
import { type MediationWork, useMoneyText } from '../mediation/use-mediation.ts';
import styles from './Agreement.module.css';
import { Court } from './Court.tsx';
import { dayText } from './day-text.ts';
import { FollowUps } from './FollowUps.tsx';
import { type AgreementWork, useAgreement } from './use-agreement.ts';

/** What came of an agreement (履行与回访): duties done or not, follow-up, and the court. */
export function PerformanceTab({ work }: { work: MediationWork }) {
  const { t } = useTranslation('agreement');
  const bridge = useBridge();
  const of = useAgreement(work);
  const { duties, effectiveAt } = of.agreement;
  const { id } = work.one;
  return (
    <div data-testid="performance">
      <h4 className={styles.section}>{t('duties')}</h4>
      {effectiveAt === null && (
        <>
          <p className={styles.hint}>{t(work.one.state === 'closed' ? 'notInForce.closed' : 'notInForce')}</p>
          {of.can('takeEffect') && duties.length + of.agreement.clauses.length > 0 && (
            <Button size="small" data-testid="take-effect" onClick={() => void work.send('agreement.takeEffect', { id, at: Date.now() })}>
              {t('takeEffect')}
            </Button>
          )}
        </>
      )}
      {effectiveAt !== null && (
        <>
          <ul className={styles.list}>
            {duties.map((duty) => (
              <DutyRow key={duty.id} duty={duty} work={work} of={of} />
            ))}
          </ul>
          {duties.length === 0 && <p className={styles.hint}>{t('duty.none')}</p>}
          {of.can('perform') && duties.length > 0 && (
            <div className={styles.row}>
              <Button
                size="small"
                data-testid="print-performance"
                disabled={work.action.busy}
                onClick={() => void work.action.run(() => request(bridge, 'agreement.print', { caseId: id, form: 'performance' }))}
              >
                {t('print.performance')}
              </Button>
            </div>
          )}
        </>
      )}
      {of.can('takeUp') && mayBeTakenUp(of.agreement) && (
        <Reason
          label={t('takeUp.reason')}
          name={t('takeUp')}
          testId="take-up"
          onSend={(reason) => work.send('agreement.takeUp', { id, noteId: uuidv7(), reason })}
        />
      )}
      <h4 className={styles.section}>{t('followUp')}</h4>
      <FollowUps work={work} of={of} />
      <h4 className={styles.section}>{t('court')}</h4>
      <Court work={work} of={of} />
    </div>
  );
}

function DutyRow({ duty, work, of }: { duty: Duty; work: MediationWork; of: AgreementWork }) {
  const { t } = useTranslation('agreement');
  const money = useMoneyText();
  const now = useNow(60_000);
  const attachments = useTable('attachment').byId;
  const [words, setWords] = useState('');
  const [receiptId, setReceiptId] = useState('');
  const { id } = work.one;
  const outcome = outcomeOf(of.agreement, duty.id);
  const done = outcome?.result === 'done';
  const late = !done && duty.due < now;
  const files = [...attachments.values()].filter(({ ownerEntity, ownerId }) => ownerEntity === 'case' && ownerId === id);
  const note = (result: 'done' | 'notDone') =>
    work.send('agreement.perform', {
      id,
      outcomeId: uuidv7(),
      dutyId: duty.id,
      result,
      at: Date.now(),
      words: words.trim(),
      receiptIds: receiptId === '' ? [] : [receiptId],
    });
  const breach = async () => {
    const text = t('breach.note', { what: `${duty.who}：${duty.what}` });
    if (await note('notDone')) await work.send('case.advance', { id, to: 'handling', noteId: uuidv7(), note: text });
  };
  return (
    <li data-testid="duty-state" data-late={late} data-done={done}>
      <span>
        {duty.who}：{duty.what} {duty.fen === null ? '' : money(duty.fen)}
        <small>
          {t('duty.by', { day: dayText(duty.due) })} ·{' '}
          {done
            ? t('duty.done', { day: dayText(outcome.at) })
            : late
              ? t('duty.late')
              : outcome === null
                ? t('duty.open')
                : t('duty.notDone')}
          {outcome !== null && outcome.words !== '' ? ` · ${outcome.words}` : ''}
          {outcome !== null && outcome.receiptIds.length > 0 ? ` · ${t('duty.receipts', { count: outcome.receiptIds.length })}` : ''}
        </small>
      </span>
      {of.can('perform') && !done && (
        <>
          <Input
            size="small"
            style={{ width: 140 }}
            maxLength={200}
            placeholder={t('duty.words')}
            aria-label={t('duty.words')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          {files.length > 0 && (
            <select aria-label={t('duty.receipt')} value={receiptId} onChange={(event) => setReceiptId(event.target.value)}>
              <option value="">{t('duty.receipt')}</option>
              {files.map((file) => (
                <option key={file.id} value={file.id}>
                  {file.name}
                </option>
              ))}
            </select>
          )}
          <Button size="small" data-testid="duty-done" disabled={work.action.busy} onClick={() => void note('done')}>
            {t('duty.noteDone')}
          </Button>
          <Button size="small" disabled={work.action.busy} onClick={() => void note('notDone')}>
            {t('duty.noteNotDone')}
          </Button>
          {late && work.one.state === 'settled' && (
            <Button size="small" data-testid="duty-breach" disabled={work.action.busy} onClick={() => void breach()}>
              {t('breach')}
            </Button>
          )}
        </>
      )}
    </li>
  );
}
