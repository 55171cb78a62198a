import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Transfer } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { useTable } from '../../store/context.tsx';
import { orNull } from '../../ui/text-problem.ts';
import { dayText, momentText } from '../../ui/time.ts';
import { fromInput } from '../meetings/county-input.ts';
import { organisationName } from '../organisations/organisation-tree.ts';
import styles from './Mediation.module.css';
import type { MediationWork } from './use-mediation.ts';

/** One way up, one way back, or one letter with its receipt. */
export function TransferWords({ transfer, work }: { transfer: Transfer; work: MediationWork }) {
  const { t } = useTranslation('mediation');
  const organisations = useTable('organisation').byId;
  const by = `${transfer.byName} ${momentText(transfer.at)}`;
  if (transfer.kind === 'escalation') {
    const { answer } = transfer;
    return (
      <span>
        {t('transfer.up', {
          from: organisationName(organisations, transfer.fromOrgId) ?? '',
          to: organisationName(organisations, transfer.toOrgId) ?? '',
        })}
        <small>{transfer.reason}</small>
        <small>{by}</small>
        <small data-testid="escalation-answer">
          {answer === null
            ? t('escalation.tag')
            : `${t(answer.taken ? 'escalation.taken' : 'escalation.sentBack', { reason: answer.reason })} · ${answer.byName} ${momentText(answer.at)}`}
        </small>
      </span>
    );
  }
  const { direction, officeName, letterNumber, papers, reason, receipt } = transfer;
  return (
    <span>
      {t(`transfer.${direction}`, { name: officeName })}
      {letterNumber === null ? '' : ` · ${letterNumber}`}
      {reason !== '' && <small>{reason}</small>}
      {papers.length > 0 && <small>{t('letter.papersAre', { papers: papers.join('、') })}</small>}
      <small>{by}</small>
      {receipt !== null && (
        <small data-testid="receipt-words">
          {t(direction === 'to' ? 'receipt.is' : 'receipt.ours', { who: receipt.who, at: dayText(receipt.at) })}
          {receipt.number === null ? '' : ` · ${t('receipt.numberIs', { number: receipt.number })}`}
        </small>
      )}
      {receipt === null && work.can('receipt') && <ReceiptForm transferId={transfer.id} work={work} />}
    </span>
  );
}

/** Who has taken the letter, on which day, under which number (送达回证). Noted once: it is evidence. */
function ReceiptForm({ transferId, work }: { transferId: string; work: MediationWork }) {
  const { t } = useTranslation('mediation');
  const [who, setWho] = useState('');
  const [number, setNumber] = useState('');
  const [day, setDay] = useState(() => dayText(Date.now()));
  const at = fromInput(`${day}T12:00`);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (at === null || who.trim() === '') return;
    await work.send('mediation.receipt', { id: work.one.id, transferId, receipt: { number: orNull(number), who: who.trim(), at } });
  };
  return (
    <form className={styles.buttons} data-testid="receipt-form" onSubmit={(event) => void submit(event)}>
      <Input
        size="small"
        style={{ width: 120 }}
        maxLength={40}
        aria-label={t('receipt.who')}
        placeholder={t('receipt.who')}
        data-testid="receipt-reason"
        value={who}
        onChange={(event) => setWho(event.target.value)}
      />
      <Input
        size="small"
        style={{ width: 160 }}
        maxLength={60}
        aria-label={t('receipt.number')}
        placeholder={t('receipt.number')}
        data-testid="receipt-number"
        value={number}
        onChange={(event) => setNumber(event.target.value)}
      />
      <input
        type="date"
        aria-label={t('receipt.day')}
        data-testid="receipt-day"
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      <Button size="small" htmlType="submit" data-testid="receipt" disabled={who.trim() === '' || at === null || work.action.busy}>
        {t('receipt')}
      </Button>
    </form>
  );
}
