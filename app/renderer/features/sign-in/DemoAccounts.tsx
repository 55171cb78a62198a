import { useTranslation } from 'react-i18next';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.ts';
import styles from './SignInPage.module.css';

/** Shown only where the server says that its data are a demonstration. */
export function DemoAccounts({ onChoose }: { onChoose: (username: string, password: string) => void }) {
  const { t } = useTranslation('signIn');
  return (
    <section className={styles.demo} data-testid="demo-accounts">
      <p>{t('demo.title', { password: DEMO_PASSWORD })}</p>
      <ul>
        {DEMO_ACCOUNTS.map((account) => (
          <li key={account}>
            <button type="button" onClick={() => onChoose(account, DEMO_PASSWORD)}>
              <b>{account}</b> {t(`demo.${account}`)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
