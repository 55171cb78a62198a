import { useTranslation } from 'react-i18next';
import { dutyAt } from '../../../../sfu-server/protocol/duty-hours.ts';
import type { MediatorProfile } from '../../../../sfu-server/protocol/entities/mediator-profile.ts';
import styles from './Team.module.css';

/** Whether somebody is on duty; nothing where they are not today. @param now UTC ms */
export function DutyMark({ profile, now }: { profile: MediatorProfile; now: number }) {
  const { t } = useTranslation('team');
  if (!profile.active) return <span className={styles.mark}>{t('left')}</span>;
  const duty = dutyAt(profile.duty, now);
  if (duty === 'off') return null;
  return (
    <span className={styles.mark} data-duty={duty} data-testid="duty-mark">
      {t(`duty.${duty}`)}
    </span>
  );
}
