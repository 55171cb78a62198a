import { useTranslation } from 'react-i18next';
import { useAccount } from '../../store/context.tsx';
import { DueNotice } from '../agreement/DueNotice.tsx';
import { JointNotice } from '../joint/JointNotice.tsx';
import { MeetingNotice } from '../meetings/MeetingNotice.tsx';
import { Clock } from './Clock.tsx';
import { LineStatus } from './LineStatus.tsx';
import { MeMenu } from './MeMenu.tsx';
import styles from './TopBar.module.css';

export function TopBar() {
  const { t } = useTranslation('frame');
  const { organisation } = useAccount();
  return (
    <header className={styles.bar}>
      <span className={styles.product}>{t('product')}</span>
      <span className={styles.organisation}>{organisation.name}</span>
      <span className={styles.space} />
      <JointNotice />
      <DueNotice />
      <MeetingNotice />
      <LineStatus />
      <Clock />
      <MeMenu />
    </header>
  );
}
