import { Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount } from '../../store/context.tsx';
import { AccountsTab } from './AccountsTab.tsx';
import styles from './Admin.module.css';
import { AuditTab } from './AuditTab.tsx';
import { SystemTab } from './SystemTab.tsx';

const TABS = ['accounts', 'audit', 'system'] as const;
const TAB_PAGES = { accounts: AccountsTab, audit: AuditTab, system: SystemTab } as const;

/** Accounts, the audit trail and the server's state, for those who administer a branch. */
export function AdminPage() {
  const { t } = useTranslation('admin');
  const { role, organisation } = useAccount();
  const [tab, setTab] = useState<(typeof TABS)[number]>('accounts');
  if (!isAllowed(role, 'account.manage', organisation.path, organisation.path)) return <p className={styles.empty}>{t('noRight')}</p>;
  const Page = TAB_PAGES[tab];
  return (
    <div className={styles.page}>
      <Tabs
        aria-label={t('tabs.label')}
        activeKey={tab}
        onChange={(key) => setTab(TABS.find((known) => known === key) ?? 'accounts')}
        items={TABS.map((key) => ({ key, label: <span data-testid={`admin-tab-${key}`}>{t(`tab.${key}`)}</span> }))}
      />
      {/* Read anew each time it is opened: what stood here an hour ago is of no use. */}
      <Page key={tab} />
    </div>
  );
}
