import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountRecord } from '../../../../sfu-server/protocol/requests/administration.ts';
import { ROLES, type Role } from '../../../../sfu-server/protocol/roles.ts';
import { momentText } from '../../ui/time.ts';
import { useOwnOrganisations } from '../organisations/use-own-organisations.ts';
import { AccountCreate } from './AccountCreate.tsx';
import { AccountDetail } from './AccountDetail.tsx';
import styles from './Admin.module.css';
import { type Password, PasswordOnce } from './PasswordOnce.tsx';
import { useAccounts } from './use-accounts.ts';

export function AccountsTab() {
  const { t } = useTranslation(['admin', 'frame']);
  const organisations = useOwnOrganisations();
  const [search, setSearch] = useState('');
  const [role, setRole] = useState<Role | null>(null);
  const [orgId, setOrgId] = useState<string | null>(null);
  const [disabled, setDisabled] = useState<boolean | null>(null);
  const accounts = useAccounts({ search: useDeferredValue(search.trim()), role, orgId, disabled });
  const [creating, setCreating] = useState(false);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [password, setPassword] = useState<Password | null>(null);
  const chosen = accounts.records.find(({ account }) => account.id === chosenId) ?? null;
  return (
    <div className={styles.tab}>
      <div className={styles.bar}>
        <Input
          allowClear
          style={{ width: 240 }}
          maxLength={60}
          data-testid="account-search"
          aria-label={t('accounts.search')}
          placeholder={t('accounts.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Select<Role>
          allowClear
          style={{ width: 150 }}
          aria-label={t('accounts.role')}
          placeholder={t('accounts.role')}
          options={ROLES.map((value) => ({ value, label: t(`frame:role.${value}`) }))}
          value={role}
          onChange={(value) => setRole(value ?? null)}
        />
        <Select<string>
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: 240 }}
          aria-label={t('accounts.org')}
          placeholder={t('accounts.org')}
          options={[...organisations]}
          value={orgId}
          onChange={(value) => setOrgId(value ?? null)}
        />
        <Select<string>
          allowClear
          style={{ width: 120 }}
          aria-label={t('accounts.state')}
          placeholder={t('accounts.state')}
          options={(['enabled', 'disabled'] as const).map((value) => ({ value, label: t(`state.${value}`) }))}
          value={disabled === null ? null : disabled ? 'disabled' : 'enabled'}
          onChange={(value) => setDisabled(value === undefined ? null : value === 'disabled')}
        />
        <span className={`${styles.count} ${styles.grow}`} role="status">
          {accounts.loaded && t('accounts.count', { count: accounts.total })}
        </span>
        <Button type="primary" icon={<PlusOutlined />} data-testid="account-create" onClick={() => setCreating(true)}>
          {t('accounts.create')}
        </Button>
      </div>
      {accounts.problem !== null && (
        <p className={styles.problem} role="alert">
          {accounts.problem}
        </p>
      )}
      <div className={styles.body}>
        <AccountTable records={accounts.records} onOpen={setChosenId} />
        {accounts.loaded && accounts.records.length === 0 && <p className={styles.empty}>{t('accounts.empty')}</p>}
        {!accounts.loaded && accounts.problem === null && <p className={styles.empty}>{t('loading')}</p>}
        {accounts.next !== null && (
          <div className={styles.more}>
            <Button onClick={accounts.more}>{t('more')}</Button>
          </div>
        )}
      </div>
      {creating && (
        <AccountCreate
          organisations={organisations}
          onClose={() => setCreating(false)}
          onCreated={(made) => {
            setCreating(false);
            setPassword(made);
            accounts.reload();
          }}
        />
      )}
      {chosen !== null && (
        <AccountDetail
          key={chosen.account.id}
          record={chosen}
          organisations={organisations}
          onClose={() => setChosenId(null)}
          onChanged={accounts.put}
          onPassword={setPassword}
        />
      )}
      {password !== null && <PasswordOnce {...password} onClose={() => setPassword(null)} />}
    </div>
  );
}

function AccountTable({ records, onOpen }: { records: readonly AccountRecord[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation(['admin', 'frame']);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th>{t('accounts.username')}</th>
          <th>{t('accounts.name')}</th>
          <th>{t('accounts.role')}</th>
          <th>{t('accounts.org')}</th>
          <th>{t('accounts.state')}</th>
          <th className={styles.number}>{t('accounts.online')}</th>
          <th className={styles.number}>{t('accounts.lastSignIn')}</th>
        </tr>
      </thead>
      <tbody>
        {records.map(({ account, disabled, lastSignInAt, online }) => (
          <tr key={account.id} data-testid="account-row" data-username={account.username} data-disabled={disabled}>
            <td>
              <Button
                type="link"
                size="small"
                style={{ padding: 0 }}
                data-testid="account-open"
                aria-label={t('accounts.open', { username: account.username })}
                onClick={() => onOpen(account.id)}
              >
                {account.username}
              </Button>
              {account.mustChangePassword === true && <span className={styles.tag}>{t('state.initial')}</span>}
            </td>
            <td>{account.name}</td>
            <td>{t(`frame:role.${account.role}`)}</td>
            <td>{account.organisation.name}</td>
            <td>{t(disabled ? 'state.disabled' : 'state.enabled')}</td>
            <td className={styles.number}>{online}</td>
            <td className={`${styles.number} ${styles.time}`}>{lastSignInAt === null ? t('never') : momentText(lastSignInAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
