import { useTranslation } from 'react-i18next';
import { useStores } from '../../store/context.tsx';
import controls from '../rooms/controls.module.css';
import styles from './Password.module.css';
import { PasswordForm } from './PasswordForm.tsx';

/** What somebody sees who has signed in with a password that an administrator gave: nothing else before it is changed. */
export function FirstPasswordPage() {
  const { t } = useTranslation('signIn');
  const { session } = useStores();
  return (
    <main className={styles.page} data-testid="first-password">
      <section className={styles.card}>
        <h1>{t('password.first')}</h1>
        <p>{t('password.why')}</p>
        <PasswordForm />
        <button type="button" className={controls.quiet} onClick={() => void session.signOut().catch(() => undefined)}>
          {t('password.leave')}
        </button>
      </section>
    </main>
  );
}
