import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { useTable } from '../../store/context.tsx';
import { LetterForm } from './LetterForm.tsx';
import styles from './Mediation.module.css';
import { Reason } from './Reason.tsx';
import { TransferWords } from './TransferWords.tsx';
import type { MediationWork } from './use-mediation.ts';

/** The way up to the next centre, and letters to and from other offices. */
export function TransfersTab({ work }: { work: MediationWork }) {
  const { t } = useTranslation(['mediation', 'forms']);
  const { one, mediation, can, send } = work;
  const organisations = useTable('organisation').byId;
  const parent = organisations.get(organisations.get(one.orgId)?.parentId ?? '');
  const [writing, setWriting] = useState(false);
  return (
    <>
      {mediation.transfers.length === 0 && <p className={styles.hint}>{t('transfer.none')}</p>}
      <ul className={styles.list}>
        {mediation.transfers.map((transfer) => (
          <li key={transfer.id} data-testid="transfer" data-kind={transfer.kind}>
            <TransferWords transfer={transfer} work={work} />
          </li>
        ))}
      </ul>
      {can('escalate') && parent !== undefined && mediation.suspension === null && (
        <>
          <h4 className={styles.section}>{t('escalate.to', { name: parent.name })}</h4>
          <Reason
            label={t('escalate.reason')}
            name={t('escalate')}
            testId="escalate"
            onSend={(reason) =>
              send('mediation.escalate', { id: one.id, transferId: uuidv7(), fromOrgId: one.orgId, toOrgId: parent.id, reason })
            }
          />
        </>
      )}
      {can('handOver') &&
        (writing ? (
          <LetterForm work={work} onDone={() => setWriting(false)} />
        ) : (
          <div className={styles.buttons}>
            <Button size="small" data-testid="letter-new" onClick={() => setWriting(true)}>
              {t('letter.new')}
            </Button>
          </div>
        ))}
    </>
  );
}
