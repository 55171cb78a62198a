import { useTranslation } from 'react-i18next';
import type { PartyView } from '../../../../sfu-server/protocol/party.ts';
import { dayText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { MyCard } from './MyCard.tsx';
import { MyKeeping } from './MyKeeping.tsx';
import type { MyProps } from './MyPage.tsx';
import styles from './Party.module.css';

type AgreementView = NonNullable<PartyView['agreement']>;
type Duty = AgreementView['duties'][number];

/** What was agreed is to be done by when, and how it is being kept. */
export function MyAgreement({ agreement, ...props }: MyProps & { agreement: AgreementView }) {
  const { t } = useTranslation('party');
  const now = useNow(60_000);
  const duties = [...agreement.duties].sort((a, b) => a.due - b.due);
  return (
    <>
      <MyCard title={t('my.duties')}>
        <p>{t('my.duties.since', { at: dayText(agreement.effectiveAt) })}</p>
        {duties.length === 0 && <p className={styles.hint}>{t('my.duties.none')}</p>}
        <ul className={styles.list}>
          {duties.map((duty) => (
            <DutyLine key={duty.id} duty={duty} late={duty.result !== 'done' && duty.due < now} />
          ))}
        </ul>
      </MyCard>
      <MyKeeping {...props} agreement={agreement} />
    </>
  );
}

function DutyLine({ duty, late }: { duty: Duty; late: boolean }) {
  const { t, i18n } = useTranslation('party');
  const money = (fen: number) => new Intl.NumberFormat(i18n.language, { style: 'currency', currency: 'CNY' }).format(fen / 100);
  const { who, toWhom, what, fen, due, mine, result } = duty;
  const state = result === 'done' ? 'done' : late ? 'late' : 'open';
  return (
    <li data-testid="my-duty" data-mine={mine} data-state={state}>
      <b>
        {t(mine ? 'my.duty.mine' : 'my.duty.theirs', { who })}
        {what}
        {fen === null ? '' : ` ${money(fen)}`}
      </b>
      <span>
        {t('my.duty.due', { day: dayText(due) })}
        {toWhom === null ? '' : ` · ${t('my.duty.toWhom', { name: toWhom })}`}
      </span>
      <small className={state === 'late' ? styles.warn : undefined}>{t(`my.duty.${state}`)}</small>
    </li>
  );
}
