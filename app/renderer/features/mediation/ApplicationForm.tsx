import { Button, Input, InputNumber } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediationWords } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { FormRow } from '../../ui/FormRow.tsx';
import { changedFields } from './changed-fields.ts';
import styles from './Mediation.module.css';
import { SourceFields } from './SourceFields.tsx';
import { writtenSource } from './source-steps.ts';
import type { MediationWork } from './use-mediation.ts';

/** Where the case comes from and what is asked for. Only what was changed here is sent: another procedure would move the limit. */
export function ApplicationForm({ work, onDone }: { work: MediationWork; onDone: () => void }) {
  const { t } = useTranslation(['mediation', 'forms']);
  /** As it was when this form was opened. */
  const [before] = useState<MediationWords>(() => mediationWordsOf(work.mediation));
  const [source, setSource] = useState(before.source);
  const [request, setRequest] = useState(before.request);
  const [amountFen, setAmountFen] = useState(before.amountFen);
  const [simple, setSimple] = useState(before.simple);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const change = changedFields(before, { source: writtenSource(source), request, amountFen, simple });
    if (change === null || (await work.send('mediation.write', { id: work.one.id, change }))) onDone();
  };
  return (
    <form className={styles.form} data-testid="application-form" onSubmit={(event) => void submit(event)}>
      <SourceFields source={source} onChange={setSource} />
      <FormRow label={t('amount')}>
        {(id) => (
          <InputNumber
            id={id}
            data-testid="application-amount"
            style={{ width: '100%' }}
            min={0}
            precision={2}
            suffix={t('yuan')}
            value={amountFen === null ? null : amountFen / 100}
            onChange={(value) => setAmountFen(value === null ? null : Math.round(value * 100))}
          />
        )}
      </FormRow>
      <FormRow label={t('request')}>
        {(id) => (
          <Input.TextArea
            id={id}
            data-testid="application-request"
            maxLength={4000}
            autoSize={{ minRows: 3, maxRows: 10 }}
            value={request}
            onChange={(event) => setRequest(event.target.value)}
          />
        )}
      </FormRow>
      <FormRow label={t('procedure')}>
        {(id) => (
          <select id={id} value={simple ? 'simple' : 'usual'} onChange={(event) => setSimple(event.target.value === 'simple')}>
            <option value="usual">{t('procedure.usual')}</option>
            <option value="simple">{t('procedure.simple')}</option>
          </select>
        )}
      </FormRow>
      <div className={styles.buttons}>
        <Button type="primary" htmlType="submit" data-testid="application-submit" disabled={work.action.busy}>
          {t('forms:save')}
        </Button>
        <Button onClick={onDone}>{t('forms:cancel')}</Button>
      </div>
    </form>
  );
}

function mediationWordsOf({ source, request, amountFen, simple }: MediationWords): MediationWords {
  return { source, request, amountFen, simple };
}
