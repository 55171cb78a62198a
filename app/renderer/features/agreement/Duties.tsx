import { Button, Input, InputNumber } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { orNull } from '../../ui/text-problem.ts';
import { type MediationWork, useMoneyText } from '../mediation/use-mediation.ts';
import { fromInput } from '../meetings/county-input.ts';
import styles from './Agreement.module.css';
import { dayText } from './day-text.ts';
import type { AgreementWork } from './use-agreement.ts';

/** What has to be done by which day, payments and acts. */
export function Duties({ work, of }: { work: MediationWork; of: AgreementWork }) {
  const { t } = useTranslation(['agreement', 'forms']);
  const money = useMoneyText();
  const writable = of.can('write');
  const { id } = work.one;
  const { duties } = of.agreement;
  return (
    <>
      <ul className={styles.list}>
        {duties.map((duty) => (
          <li key={duty.id} data-testid="duty">
            <span>
              {duty.who}
              {duty.toWhom === null ? '' : ` → ${duty.toWhom}`}：{duty.what}
              <small>{[t('duty.by', { day: dayText(duty.due) }), duty.how].filter((words) => words !== '').join(' · ')}</small>
            </span>
            {duty.fen !== null && <span className={styles.money}>{money(duty.fen)}</span>}
            {writable && (
              <Button size="small" onClick={() => void work.send('agreement.dropDuty', { id, dutyId: duty.id })}>
                {t('clause.drop')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {duties.length === 0 && <p className={styles.hint}>{t('duty.none')}</p>}
      {writable && <DutyForm work={work} />}
    </>
  );
}

function DutyForm({ work }: { work: MediationWork }) {
  const { t } = useTranslation('agreement');
  const [who, setWho] = useState('');
  const [toWhom, setToWhom] = useState('');
  const [what, setWhat] = useState('');
  const [yuan, setYuan] = useState<number | null>(null);
  const [day, setDay] = useState('');
  const [how, setHow] = useState('');
  const due = fromInput(`${day}T23:59`);
  const names = work.mediation.parties.map(({ name }) => name);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (due === null) return;
    const fen = yuan === null ? null : Math.round(yuan * 100);
    const duty = { id: uuidv7(), who: who.trim(), toWhom: orNull(toWhom), what: what.trim(), fen, due, how };
    if (!(await work.send('agreement.putDuty', { id: work.one.id, duty }))) return;
    setWhat('');
    setYuan(null);
  };
  return (
    <form className={styles.duty} onSubmit={(event) => void submit(event)}>
      <datalist id="agreement-parties">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Input
        list="agreement-parties"
        maxLength={60}
        aria-label={t('duty.who')}
        placeholder={t('duty.who')}
        data-testid="duty-who"
        value={who}
        onChange={(event) => setWho(event.target.value)}
      />
      <Input
        list="agreement-parties"
        maxLength={60}
        aria-label={t('duty.toWhom')}
        placeholder={t('duty.toWhom')}
        value={toWhom}
        onChange={(event) => setToWhom(event.target.value)}
      />
      <Input
        maxLength={120}
        aria-label={t('duty.what')}
        placeholder={t('duty.what')}
        data-testid="duty-what"
        value={what}
        onChange={(event) => setWhat(event.target.value)}
      />
      <InputNumber
        min={0.01}
        max={1e12}
        precision={2}
        style={{ width: '100%' }}
        aria-label={t('duty.yuan')}
        placeholder={t('duty.yuan')}
        data-testid="duty-yuan"
        value={yuan}
        onChange={setYuan}
      />
      <input type="date" aria-label={t('duty.day')} data-testid="duty-day" value={day} onChange={(event) => setDay(event.target.value)} />
      <Input
        maxLength={60}
        aria-label={t('duty.how')}
        placeholder={t('duty.how')}
        value={how}
        onChange={(event) => setHow(event.target.value)}
      />
      <Button
        htmlType="submit"
        data-testid="duty-add"
        disabled={who.trim() === '' || what.trim() === '' || due === null || work.action.busy}
      >
        {t('duty.add')}
      </Button>
    </form>
  );
}
