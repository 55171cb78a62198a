import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useTable } from '../../store/context.tsx';
import { shortMomentText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './Mediation.module.css';
import { hearingsOfToday } from './today.ts';

/** The hearings of this mediator's day, in order. Not there where there are none. */
export function TodayQueue({ onChoose }: { onChoose: (caseId: string) => void }) {
  const { t } = useTranslation('mediation');
  const account = useAccount();
  const mediations = useTable('mediation').byId;
  const cases = useTable('case').byId;
  const now = useNow(60_000);
  const hearings = useMemo(() => hearingsOfToday(mediations.values(), account.id, now), [mediations, account.id, now]);
  if (hearings.length === 0) return null;
  return (
    <section className={styles.queue} aria-label={t('today')} data-testid="mediation-today">
      <strong>{t('today')}</strong>
      <ol>
        {hearings.map(({ caseId, session }) => (
          <li key={session.id}>
            <button type="button" onClick={() => onChoose(caseId)}>
              {shortMomentText(session.startsAt, now)} {cases.get(caseId)?.title} · {session.place ?? t('session.video')}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
