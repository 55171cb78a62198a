import { Button, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { OFFICES } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { FormRow } from '../../ui/FormRow.tsx';
import { orNull } from '../../ui/text-problem.ts';
import styles from './Mediation.module.css';
import type { MediationWork } from './use-mediation.ts';

/** A letter to or from another office, with what goes along (移送函). */
export function LetterForm({ work, onDone }: { work: MediationWork; onDone: () => void }) {
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
