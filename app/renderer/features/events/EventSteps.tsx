import { useTranslation } from 'react-i18next';
import type { GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import { shortMomentText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './EventDetail.module.css';
import { stepsOf } from './event-steps.ts';

export function EventSteps({ event }: { event: GovernanceEvent }) {
  const { t } = useTranslation('events');
  const now = useNow(60_000);
  return (
    <ol className={styles.steps} aria-label={t('detail.steps')}>
      {stepsOf(event).map((step) => (
        <li key={step.state} data-phase={step.phase} aria-current={step.phase === 'current' ? 'step' : undefined}>
          <span>{t(`step.${step.state}`)}</span>
          {step.at !== null && <time>{shortMomentText(step.at, now)}</time>}
        </li>
      ))}
    </ol>
  );
}
