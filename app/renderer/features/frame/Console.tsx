import { App, ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import { useMemo } from 'react';
import { useSession } from '../../store/context.tsx';
import { useAppearance } from '../../store/desk-context.tsx';
import { antdTheme } from '../../ui/antd-theme.ts';
import { FirstPasswordPage } from '../password/FirstPasswordPage.tsx';
import { SignInPage } from '../sign-in/SignInPage.tsx';
import { Frame } from './Frame.tsx';

const ANTD_LOCALES = { 'zh-CN': zhCN, en: enUS } as const;

/** The console: the sign-in, and after it the frame with its modules. */
export function Console() {
  const { theme, language } = useAppearance();
  const { account } = useSession();
  const config = useMemo(() => antdTheme(theme), [theme]);
  return (
    <ConfigProvider theme={config} locale={ANTD_LOCALES[language]} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
      <App style={{ height: '100%' }}>
        {account === null ? <SignInPage /> : account.mustChangePassword === true ? <FirstPasswordPage /> : <Frame key={account.id} />}
      </App>
    </ConfigProvider>
  );
}
