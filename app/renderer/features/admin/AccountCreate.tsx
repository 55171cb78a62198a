import { Button, Drawer, Input, Select } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usernameSchema } from '../../../../sfu-server/protocol/requests/administration.ts';
import { ROLES, type Role } from '../../../../sfu-server/protocol/roles.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount } from '../../store/context.tsx';
import type { OrganisationChoice } from '../organisations/use-own-organisations.ts';
import { useAction } from '../rooms/use-action.ts';
import styles from './Admin.module.css';
import type { Password } from './PasswordOnce.tsx';

interface AccountCreateProps {
  readonly organisations: readonly OrganisationChoice[];
  onClose(): void;
  onCreated(password: Password): void;
}

/** A new account; the server makes its first password. */
export function AccountCreate({ organisations, onClose, onCreated }: AccountCreateProps) {
  const { t } = useTranslation(['admin', 'frame']);
  const bridge = useBridge();
  const action = useAction();
  const { organisation } = useAccount();
  const [username, setUsername] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const [orgId, setOrgId] = useState(organisation.id);
  const usernameId = useId();
  const nameId = useId();
  const good = usernameSchema.safeParse(username).success;
  const ready = good && name.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || action.busy) return;
    void action.run(async () => {
      const { record, password } = await request(bridge, 'account.create', { username, name, role, orgId });
      onCreated({ username: record.account.username, password });
    });
  };
  return (
    <Drawer open title={t('create.title')} onClose={onClose} size={420} closable={{ 'aria-label': t('close') }}>
      <form className={styles.form} onSubmit={submit} aria-label={t('create.title')}>
        <label className={styles.field} htmlFor={usernameId}>
          <span>{t('accounts.username')}</span>
          <Input
            id={usernameId}
            autoFocus
            data-testid="account-username"
            maxLength={32}
            autoCapitalize="off"
            spellCheck={false}
            {...(username !== '' && !good ? { status: 'error' as const } : {})}
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
          <small className={styles.hint}>{t('create.usernameHint')}</small>
        </label>
        <label className={styles.field} htmlFor={nameId}>
          <span>{t('accounts.name')}</span>
          <Input id={nameId} data-testid="account-name" maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <div className={styles.field}>
          <span>{t('accounts.role')}</span>
          <Select<Role>
            aria-label={t('accounts.role')}
            options={ROLES.map((value) => ({ value, label: t(`frame:role.${value}`) }))}
            value={role}
            onChange={setRole}
          />
        </div>
        <div className={styles.field}>
          <span>{t('accounts.org')}</span>
          <Select<string>
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('accounts.org')}
            options={[...organisations]}
            value={orgId}
            onChange={setOrgId}
          />
        </div>
        {action.problem !== null && (
          <p className={styles.problem} role="alert">
            {action.problem}
          </p>
        )}
        <Button type="primary" htmlType="submit" data-testid="account-create-submit" loading={action.busy} disabled={!ready}>
          {t('create.submit')}
        </Button>
      </form>
    </Drawer>
  );
}
