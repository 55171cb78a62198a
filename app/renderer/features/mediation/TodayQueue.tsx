import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useTable } from '../../store/context.tsx';
import { shortMomentText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { useAction } from '../rooms/use-action.ts';
import styles from './Mediation.module.css';
import { hearingsOfToday } from './today.ts';
import { useEnterHearing } from './use-enter-hearing.ts';

/** The hearings of this mediator's day, in order. Not there where there are none. */
export function TodayQueue({ onChoose }: { onChoose: (caseId: string) => void }) {
  const { t } = useTranslation('mediation');
  const account = useAccount();
  const mediations = useTable('mediation').byId;
  const cases = useTable('case').byId;
  const now = useNow(60_000);
  const enter = useEnterHearing();
  const action = useAction();
  const hearings = useMemo(() => hearingsOfToday(mediations.values(), cases, account.id, now), [mediations, cases, account.id, now]);
  if (hearings.length === 0) return null;
  return (
    <section className={styles.queue} aria-label={t('today')} data-testid="mediation-today">
      <strong>{t('today')}</strong>
      <ol>
        {hearings.map(({ caseId, session }) => (
          <li key={session.id} data-testid="today-hearing">
            <button type="button" onClick={() => onChoose(caseId)}>
              {shortMomentText(session.startsAt, now)} {cases.get(caseId)?.title} · {session.place ?? t('session.video')}
            </button>
            <Button
              size="small"
              data-testid="today-enter"
              disabled={action.busy}
              onClick={() => void action.run(() => enter(caseId, session))}
            >
              {t(session.roomId === null ? 'session.open' : 'session.enter')}
            </Button>
          </li>
        ))}
      </ol>
      {action.problem !== null && (
        <p className={styles.problem} role="alert">
          {action.problem}
        </p>
      )}
    </section>
  );
}
