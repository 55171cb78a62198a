import { DownOutlined, UserOutlined } from '@ant-design/icons';
import { App, Dropdown, type MenuProps, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../i18n/start.ts';
import { THEMES } from '../../store/appearance.ts';
import { useAccount, useLine, useSession, useStores } from '../../store/context.tsx';
import { useAppearance, useAppearanceStore } from '../../store/desk-context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { PasswordForm } from '../password/PasswordForm.tsx';
import styles from './TopBar.module.css';

/** Each language is called by its own name, so that whoever opened the wrong one finds back. */
const LANGUAGE_NAMES = { 'zh-CN': '简体中文', en: 'English' } as const;

export function MeMenu() {
  const { t } = useTranslation(['frame', 'signIn']);
  const errorText = useErrorText();
  const { modal, message } = App.useApp();
  const account = useAccount();
  const { host } = useSession();
  const stores = useStores();
  const waiting = useLine((line) => line.waiting);
  /** What would be lost for good: refused items too, which somebody may still want to redo. */
  const unsent = useLine((line) => line.waiting + line.refused);
  const appearance = useAppearanceStore();
  const { theme, language } = useAppearance();
  const [open, setOpen] = useState(false);
  const [changingPassword, setChangingPassword] = useState(false);

  const signOut = () => stores.session.signOut().catch((error: unknown) => void message.error(errorText(error)));
  const askAndSignOut = () => {
    if (waiting === 0) return void signOut();
    const key = host === 'direct' ? 'me.signOutUnsentDirect' : 'me.signOutUnsent';
    modal.confirm({ title: t('me.signOut'), content: t(key, { count: waiting }), okText: t('me.signOut'), onOk: signOut });
  };
  const askAndWipe = () => {
    const wipe = () => stores.session.wipe().catch((error: unknown) => void message.error(errorText(error)));
    const content = unsent === 0 ? t('me.wipeNothingUnsent') : t('me.wipeUnsent', { count: unsent });
    modal.confirm({ title: t('me.wipe'), content, okText: t('me.wipeNow'), okButtonProps: { danger: true }, onOk: wipe });
  };
  const items: MenuProps['items'] = [
    {
      key: 'theme',
      type: 'group',
      label: t('me.theme'),
      children: THEMES.map((key) => ({ key, label: t(`me.theme.${key}`), onClick: () => appearance.setTheme(key) })),
    },
    {
      key: 'language',
      type: 'group',
      label: t('me.language'),
      children: LANGUAGES.map((key) => ({ key, label: LANGUAGE_NAMES[key], onClick: () => appearance.setLanguage(key) })),
    },
    { type: 'divider' },
    {
      key: 'password',
      label: <span data-testid="me-password">{t('signIn:password.change')}</span>,
      onClick: () => setChangingPassword(true),
    },
    // A page of the server keeps nothing.
    ...(host === 'direct' ? [] : [{ key: 'wipe', label: <span data-testid="me-wipe">{t('me.wipe')}</span>, onClick: askAndWipe }]),
    { key: 'signOut', label: t('me.signOut'), onClick: askAndSignOut },
  ];
  const dropdown = (
    <Dropdown
      menu={{ items, selectable: true, selectedKeys: [theme, language] }}
      trigger={['click']}
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
    >
      <button
        type="button"
        className={styles.me}
        data-testid="me-menu"
        aria-label={`${t('me.label')} ${account.name}`}
        aria-haspopup="menu"
        aria-expanded={open}
      >
        <UserOutlined />
        {account.name}
        <small>{t(`role.${account.role}`)}</small>
        <DownOutlined style={{ fontSize: 11 }} />
      </button>
    </Dropdown>
  );
  return (
    <>
      {dropdown}
      <Modal
        title={t('signIn:password.change')}
        open={changingPassword}
        onCancel={() => setChangingPassword(false)}
        footer={null}
        destroyOnHidden
      >
        <PasswordForm />
      </Modal>
    </>
  );
}
