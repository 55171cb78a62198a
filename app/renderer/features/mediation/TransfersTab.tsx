import { Button, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { OFFICES, type Transfer } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { useTable } from '../../store/context.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { orNull } from '../../ui/text-problem.ts';
import { momentText } from '../../ui/time.ts';
import { organisationName } from '../organisations/organisation-tree.ts';
import { Reason } from './AssignmentTab.tsx';
import styles from './Mediation.module.css';
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

function TransferWords({ transfer, work }: { transfer: Transfer; work: MediationWork }) {
  const { t } = useTranslation('mediation');
  const organisations = useTable('organisation').byId;
  const by = `${transfer.byName} ${momentText(transfer.at)}`;
  if (transfer.kind === 'escalation') {
    return (
      <span>
        {t('transfer.up', {
          from: organisationName(organisations, transfer.fromOrgId) ?? '',
          to: organisationName(organisations, transfer.toOrgId) ?? '',
        })}
        <small>{transfer.reason}</small>
        <small>{by}</small>
      </span>
    );
  }
  const { direction, officeName, letterNumber, papers, reason, receipt } = transfer;
  const confirm = (who: string) =>
    work.send('mediation.receipt', { id: work.one.id, transferId: transfer.id, receipt: { number: null, who, at: Date.now() } });
  return (
    <span>
      {t(`transfer.${direction}`, { name: officeName })}
      {letterNumber === null ? '' : ` · ${letterNumber}`}
      {reason !== '' && <small>{reason}</small>}
      {papers.length > 0 && <small>{t('letter.papersAre', { papers: papers.join('、') })}</small>}
      <small>{by}</small>
      {receipt !== null && <small>{t('receipt.is', { who: receipt.who, at: momentText(receipt.at) })}</small>}
      {receipt === null && work.can('receipt') && <Reason label={t('receipt.who')} name={t('receipt')} testId="receipt" onSend={confirm} />}
    </span>
  );
}

function LetterForm({ work, onDone }: { work: MediationWork; onDone: () => void }) {
  const { t } = useTranslation(['mediation', 'forms']);
  const [direction, setDirection] = useState<'to' | 'from'>('to');
  const [office, setOffice] = useState<(typeof OFFICES)[number]>('court');
  const [officeName, setOfficeName] = useState('');
  const [letterNumber, setLetterNumber] = useState('');
  const [papers, setPapers] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const words = { direction, office, officeName: officeName.trim() || t(`office.${office}`), letterNumber: orNull(letterNumber), reason };
    const listed = papers.map((one) => one.trim()).filter((one) => one !== '');
    if (await work.send('mediation.handOver', { id: work.one.id, transferId: uuidv7(), ...words, papers: listed })) onDone();
  };
  return (
    <form className={styles.form} data-testid="letter-form" onSubmit={(event) => void submit(event)}>
      <FormRow label={t('letter.direction')}>
        {(id) => (
          <select id={id} value={direction} onChange={(event) => setDirection(event.target.value === 'from' ? 'from' : 'to')}>
            <option value="to">{t('letter.to')}</option>
            <option value="from">{t('letter.from')}</option>
          </select>
        )}
      </FormRow>
      <FormRow label={t('letter.office')}>
        {(id) => (
          <select id={id} value={office} onChange={(event) => setOffice(OFFICES.find((one) => one === event.target.value) ?? 'court')}>
            {OFFICES.map((one) => (
              <option key={one} value={one}>
                {t(`office.${one}`)}
              </option>
            ))}
          </select>
        )}
      </FormRow>
      <FormRow label={t('letter.officeName')}>
        {(id) => (
          <Input
            id={id}
            maxLength={60}
            placeholder={t(`office.${office}`)}
            value={officeName}
            onChange={(event) => setOfficeName(event.target.value)}
          />
        )}
      </FormRow>
      <FormRow label={t('letter.number')}>
        {(id) => <Input id={id} maxLength={60} value={letterNumber} onChange={(event) => setLetterNumber(event.target.value)} />}
      </FormRow>
      <FormRow label={t('letter.papers')}>
        {(id) => (
          <Select<string[]>
            id={id}
            mode="tags"
            style={{ width: '100%' }}
            open={false}
            placeholder={t('letter.papersHint')}
            tokenSeparators={['、', '，', ',', '；']}
            maxCount={60}
            value={[...papers]}
            onChange={setPapers}
          />
        )}
      </FormRow>
      <FormRow label={t('letter.reason')}>
        {(id) => <Input.TextArea id={id} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </FormRow>
      <div className={styles.buttons}>
        <Button type="primary" htmlType="submit" data-testid="letter-submit" disabled={work.action.busy}>
          {t('forms:save')}
        </Button>
        <Button onClick={onDone}>{t('forms:cancel')}</Button>
      </div>
    </form>
  );
}
