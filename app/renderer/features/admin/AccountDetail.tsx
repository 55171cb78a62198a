import { App, Button, Descriptions, Drawer, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountRecord } from '../../../../sfu-server/protocol/requests/administration.ts';
import { ROLES, type Role } from '../../../../sfu-server/protocol/roles.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount } from '../../store/context.tsx';
import { momentText } from '../../ui/time.ts';
import type { OrganisationChoice } from '../organisations/use-own-organisations.ts';
import { useAction } from '../rooms/use-action.ts';
import styles from './Admin.module.css';
import type { Password } from './PasswordOnce.tsx';

interface AccountDetailProps {
  readonly record: AccountRecord;
  readonly organisations: readonly OrganisationChoice[];
  onClose(): void;
  onChanged(record: AccountRecord): void;
  onPassword(password: Password): void;
}

/** One account and what can be done to it; whatever ends its sessions is asked about first. */
export function AccountDetail({ record, organisations, onClose, onChanged, onPassword }: AccountDetailProps) {
  const { t } = useTranslation(['admin', 'frame']);
  const bridge = useBridge();
  const { modal } = App.useApp();
  const own = useAccount();
  const action = useAction();
  const { account, disabled, createdAt, lastSignInAt } = record;
  const accountId = account.id;
  const { name, username } = account;
  const [role, setRole] = useState<Role>(account.role);
  const [orgId, setOrgId] = useState(account.organisation.id);
  const self = own.id === accountId;

  const run = (what: () => Promise<{ record: AccountRecord }>) => action.run(async () => onChanged((await what()).record));
  const ask = (content: string, what: () => Promise<unknown>) =>
    modal.confirm({ title: name, content, okButtonProps: { 'data-testid': 'account-confirm' }, onOk: what });
  const setDisabled = (next: boolean) => run(() => request(bridge, 'account.setDisabled', { accountId, disabled: next }));
  const reset = () =>
    run(async () => {
      const answer = await request(bridge, 'account.resetPassword', { accountId });
      onPassword({ username, password: answer.password });
      return answer;
    });
  const orgName = organisations.find(({ value }) => value === orgId)?.label ?? '';
  return (
    <Drawer open title={`${name} · ${username}`} onClose={onClose} size={460} closable={{ 'aria-label': t('close') }}>
      <div className={styles.form}>
        <Descriptions
          column={1}
          size="small"
          items={[
            { key: 'state', label: t('accounts.state'), children: t(disabled ? 'state.disabled' : 'state.enabled') },
            { key: 'online', label: t('accounts.online'), children: record.online },
            { key: 'last', label: t('accounts.lastSignIn'), children: lastSignInAt === null ? t('never') : momentText(lastSignInAt) },
            { key: 'created', label: t('detail.created'), children: momentText(createdAt) },
          ]}
        />
        {self && <p className={styles.hint}>{t('detail.self')}</p>}
        <div className={styles.field}>
          <span>{t('accounts.role')}</span>
          <div className={styles.pair}>
            <Select<Role>
              aria-label={t('accounts.role')}
              disabled={self}
              options={ROLES.map((value) => ({ value, label: t(`frame:role.${value}`) }))}
              value={role}
              onChange={setRole}
            />
            <Button
              data-testid="account-change-role"
              disabled={self || action.busy || role === account.role}
              onClick={() =>
                ask(t('confirm.role', { name, role: t(`frame:role.${role}`) }), () =>
                  run(() => request(bridge, 'account.changeRole', { accountId, role })),
                )
              }
            >
              {t('detail.save')}
            </Button>
          </div>
        </div>
        <div className={styles.field}>
          <span>{t('accounts.org')}</span>
          <div className={styles.pair}>
            <Select<string>
              showSearch={{ optionFilterProp: 'label' }}
              aria-label={t('accounts.org')}
              disabled={self}
              options={[...organisations]}
              value={orgId}
              onChange={setOrgId}
            />
            <Button
              data-testid="account-move"
              disabled={self || action.busy || orgId === account.organisation.id}
              onClick={() =>
                ask(t('confirm.move', { name, org: orgName }), () => run(() => request(bridge, 'account.move', { accountId, orgId })))
              }
            >
              {t('detail.save')}
            </Button>
          </div>
        </div>
        {action.problem !== null && (
          <p className={styles.problem} role="alert">
            {action.problem}
          </p>
        )}
        <div className={styles.actions}>
          <Button disabled={self || action.busy} data-testid="account-reset" onClick={() => ask(t('confirm.reset', { name }), reset)}>
            {t('detail.reset')}
          </Button>
          <Button
            disabled={self || action.busy}
            data-testid="account-sign-out"
            onClick={() =>
              ask(t('confirm.signOut', { name }), () => run(() => request(bridge, 'account.signOutEverywhere', { accountId })))
            }
          >
            {t('detail.signOut')}
          </Button>
          {disabled ? (
            <Button type="primary" disabled={action.busy} data-testid="account-enable" onClick={() => void setDisabled(false)}>
              {t('detail.enable')}
            </Button>
          ) : (
            <Button
              danger
              disabled={self || action.busy}
              data-testid="account-disable"
              onClick={() => ask(t('confirm.disable', { name }), () => setDisabled(true))}
            >
              {t('detail.disable')}
            </Button>
          )}
        </div>
      </div>
    </Drawer>
  );
}
