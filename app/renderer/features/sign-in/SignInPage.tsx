import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../i18n/start.ts';
import { useLine, useSession } from '../../store/context.tsx';
import { useAppearance, useAppearanceStore } from '../../store/desk-context.tsx';
import { useCodeText } from '../../ui/error-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { DemoAccounts } from './DemoAccounts.tsx';
import styles from './SignInPage.module.css';
import { useSignIn } from './use-sign-in.ts';

const LANGUAGE_NAMES = { 'zh-CN': '中文', en: 'English' } as const;

export function SignInPage() {
  const { t } = useTranslation(['signIn', 'frame']);
  const codeText = useCodeText();
  const { demo, serverUrl, ended, offlineSignIn } = useSession();
  const offline = useLine((line) => line.state === 'offline');
  const appearance = useAppearanceStore();
  const { language } = useAppearance();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useSignIn();
  const now = useNow();
  const usernameInput = useRef<InputRef>(null);
  const passwordInput = useRef<InputRef>(null);
  const usernameId = useId();
  const passwordId = useId();
  useEffect(() => usernameInput.current?.focus(), []);
  // A wrong password is most likely a slip of the finger there.
  useEffect(() => {
    if (attempt.refusal !== null) passwordInput.current?.select();
  }, [attempt.refusal]);

  const blockedSeconds = Math.max(0, Math.ceil((attempt.blockedUntil - now) / 1000));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!attempt.busy && blockedSeconds === 0 && username !== '' && password !== '') void attempt.submit(username.trim(), password);
  };
  const fill = (account: string, accountPassword: string) => {
    setUsername(account);
    setPassword(accountPassword);
    passwordInput.current?.focus();
  };
  const throttled = attempt.refusal?.code === 'auth.throttled';
  const problem =
    attempt.refusal === null || (throttled && blockedSeconds === 0)
      ? null
      : throttled
        ? t('throttled', { seconds: blockedSeconds })
        : codeText(attempt.refusal.code);
  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={submit} aria-label={t('title')}>
        <h1>{t('frame:product')}</h1>
        <p className={styles.subtitle}>{t('subtitle')}</p>
        <label htmlFor={usernameId}>{t('username')}</label>
        <Input
          id={usernameId}
          ref={usernameInput}
          size="large"
          data-testid="login-username"
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={64}
          value={username}
          onChange={(event) => setUsername(event.target.value)}
        />
        <label htmlFor={passwordId}>{t('password')}</label>
        <Input.Password
          id={passwordId}
          ref={passwordInput}
          size="large"
          data-testid="login-password"
          autoComplete="current-password"
          maxLength={256}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {problem !== null && (
          <p className={styles.problem} role="alert" data-testid="login-error" data-code={attempt.refusal?.code}>
            {problem}
          </p>
        )}
        {problem === null && ended !== undefined && (
          <p className={styles.offline} role="status" data-testid="login-ended" data-code={ended.code}>
            {codeText(ended.code)}
          </p>
        )}
        {problem === null && offline && (
          <p className={styles.offline} role="status" data-testid="login-offline">
            {t(offlineSignIn === true ? 'unreachableButKnown' : 'unreachable', { server: serverUrl })}
          </p>
        )}
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          data-testid="login-submit"
          loading={attempt.busy}
          disabled={username === '' || password === '' || blockedSeconds > 0}
        >
          {t(attempt.busy ? 'submitting' : offline && offlineSignIn === true ? 'submitOffline' : 'submit')}
        </Button>
      </form>
      {demo && <DemoAccounts onChoose={fill} />}
      <footer className={styles.footer}>
        <span>
          {t('server')} {serverUrl}
        </span>
        {LANGUAGES.map((key) => (
          <Button key={key} type="link" size="small" disabled={key === language} onClick={() => appearance.setLanguage(key)}>
            {LANGUAGE_NAMES[key]}
          </Button>
        ))}
      </footer>
    </main>
  );
}
