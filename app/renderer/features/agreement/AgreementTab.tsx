import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openSlotsOf } from '../../../../sfu-server/protocol/entities/agreement.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import { momentText } from '../../ui/time.ts';
import type { MediationWork } from '../mediation/use-mediation.ts';
import styles from './Agreement.module.css';
import { Clauses } from './Clauses.tsx';
import { Duties } from './Duties.tsx';
import { KeptText } from './KeptText.tsx';
import { useAgreement } from './use-agreement.ts';
import { Versions } from './Versions.tsx';

/** The agreement (协议书): its draft, its versions, and the paper that is made of it. */
export function AgreementTab({ work }: { work: MediationWork }) {
  const { t } = useTranslation('agreement');
  const bridge = useBridge();
  const of = useAgreement(work);
  const { agreement } = of;
  const { id } = work.one;
  const [note, setNote] = useState('');
  const writable = of.can('write');
  const open = openSlotsOf(agreement);
  // The server prints what it has: the last words have to be there.
  const unsent = useTable('agreement').pendingIds.has(id);
  const write = (change: { facts?: string; performance?: string; copies?: number }) => void work.send('agreement.write', { id, change });
  return (
    <div data-testid="agreement" data-effective={agreement.effectiveAt !== null} data-finished={agreement.finished !== null}>
      <p className={styles.state} data-testid="agreement-state">
        {agreement.effectiveAt !== null
          ? t('state.effective', { at: momentText(agreement.effectiveAt) })
          : agreement.finished !== null
            ? t('state.finished', { number: agreement.finished.version })
            : t('state.draft')}
      </p>
      {!writable && work.mayHandle && agreement.effectiveAt === null && <p className={styles.hint}>{t('notYet')}</p>}
      <h4 className={styles.section}>{t('facts')}</h4>
      <KeptText
        label={t('facts')}
        value={agreement.facts}
        testId="agreement-facts"
        maxLength={4000}
        rows={3}
        disabled={!writable}
        onKeep={(facts) => write({ facts })}
      />
      {writable && agreement.facts === '' && work.one.facts !== '' && (
        <Button size="small" style={{ marginTop: 6 }} onClick={() => write({ facts: work.one.facts })}>
          {t('facts.take')}
        </Button>
      )}
      <h4 className={styles.section}>{t('clauses')}</h4>
      <Clauses work={work} of={of} />
      <h4 className={styles.section}>{t('duties')}</h4>
      <Duties work={work} of={of} />
      <h4 className={styles.section}>{t('performance')}</h4>
      <KeptText
        label={t('performance')}
        value={agreement.performance}
        testId="agreement-performance"
        maxLength={2000}
        disabled={!writable}
        onKeep={(performance) => write({ performance })}
      />
      <div className={styles.row}>
        <span>{t('copies')}</span>
        <InputNumber
          min={1}
          max={20}
          aria-label={t('copies')}
          disabled={!writable}
          value={agreement.copies}
          onChange={(copies) => copies !== null && write({ copies })}
        />
      </div>
      {writable && (
        <>
          {open.length > 0 && <p className={styles.open}>{t('clause.open', { slots: open.join('、') })}</p>}
          <div className={styles.row}>
            <Input
              style={{ width: 200 }}
              maxLength={100}
              aria-label={t('save.note')}
              placeholder={t('save.note')}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
            <Button
              data-testid="agreement-save"
              disabled={work.action.busy}
              onClick={() => void work.send('agreement.save', { id, note }).then((taken) => taken && setNote(''))}
            >
              {t('save')}
            </Button>
            <Button
              type="primary"
              data-testid="agreement-finish"
              disabled={work.action.busy || unsent || open.length > 0 || agreement.clauses.length + agreement.duties.length === 0}
              onClick={() => void work.action.run(() => request(bridge, 'agreement.finish', { caseId: id }))}
            >
              {t('finish')}
            </Button>
          </div>
          <p className={styles.hint}>{t('finish.hint')}</p>
        </>
      )}
      <h4 className={styles.section}>{t('versions')}</h4>
      <Versions work={work} of={of} />
    </div>
  );
}
