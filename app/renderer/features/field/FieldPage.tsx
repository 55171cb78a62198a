import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppearanceStore } from '../../store/appearance.ts';
import { useLine, useSession, useStores } from '../../store/context.tsx';
import { FirstPasswordPage } from '../password/FirstPasswordPage.tsx';
import { FieldEvents } from './FieldEvents.tsx';
import styles from './FieldPage.module.css';
import { FieldReport } from './FieldReport.tsx';
import { FieldSignIn } from './FieldSignIn.tsx';

const TABS = ['report', 'mine'] as const;

/** The grid worker's page, made for a phone held in one hand. */
export function FieldPage({ appearance }: { appearance: AppearanceStore }) {
  const { account } = useSession();
  if (account === null) return <FieldSignIn appearance={appearance} />;
  return account.mustChangePassword === true ? <FirstPasswordPage /> : <FieldDesk key={account.id} />;
}

function FieldDesk() {
  const { t } = useTranslation('field');
  const { account } = useSession();
  const { session } = useStores();
  const offline = useLine((line) => line.state === 'offline');
  const lineState = useLine((line) => line.state);
  const [tab, setTab] = useState<(typeof TABS)[number]>('report');
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{t('title')}</h1>
          <p>
            {account?.name} · {account?.organisation.name}
          </p>
        </div>
        <span className={styles.line} data-testid="line-status" data-state={lineState} role="status">
          <i aria-hidden="true" />
          {t(offline ? 'offline' : 'online')}
        </span>
        <button type="button" className={styles.plain} onClick={() => void session.signOut().catch(() => undefined)}>
          {t('signOut')}
        </button>
      </header>
      <main className={styles.body}>{tab === 'report' ? <FieldReport onSent={() => setTab('mine')} /> : <FieldEvents />}</main>
      <nav className={styles.tabs}>
        {TABS.map((one) => (
          <button
            key={one}
            type="button"
            data-testid={`field-${one}`}
            aria-current={one === tab ? 'page' : undefined}
            onClick={() => setTab(one)}
          >
            {t(one)}
          </button>
        ))}
      </nav>
    </div>
  );
}
