import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppearanceStore } from '../../store/appearance.ts';
import { useLine, useSession } from '../../store/context.tsx';
import { useCodeText } from '../../ui/error-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { DEMO_PASSWORD } from '../sign-in/demo-accounts.ts';
import { useSignIn } from '../sign-in/use-sign-in.ts';
import styles from './FieldPage.module.css';

export function FieldSignIn({ appearance }: { appearance: AppearanceStore }) {
  const { t, i18n } = useTranslation(['signIn', 'field']);
  const codeText = useCodeText();
  const { demo, ended } = useSession();
  const offline = useLine((line) => line.state === 'offline');
  const attempt = useSignIn();
  const now = useNow();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const usernameId = useId();
  const passwordId = useId();
  const blockedSeconds = Math.max(0, Math.ceil((attempt.blockedUntil - now) / 1000));
  const throttled = attempt.refusal?.code === 'auth.throttled';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!attempt.busy && blockedSeconds === 0) void attempt.submit(username.trim(), password);
  };
  return (
    <form className={styles.signIn} onSubmit={submit}>
      <h1>{t('field:title')}</h1>
      <label htmlFor={usernameId}>{t('username')}</label>
      <input
        id={usernameId}
        data-testid="login-username"
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={64}
        value={username}
        onChange={(change) => setUsername(change.target.value)}
      />
      <label htmlFor={passwordId}>{t('password')}</label>
      <input
        id={passwordId}
        type="password"
        data-testid="login-password"
        autoComplete="current-password"
        maxLength={256}
        value={password}
        onChange={(change) => setPassword(change.target.value)}
      />
      {attempt.refusal !== null && (!throttled || blockedSeconds > 0) && (
        <p className={styles.problem} role="alert" data-testid="login-error">
          {throttled ? t('throttled', { seconds: blockedSeconds }) : codeText(attempt.refusal.code)}
        </p>
      )}
      {attempt.refusal === null && ended !== undefined && (
        <p className={styles.problem} role="status" data-testid="login-ended">
          {codeText(ended.code)}
        </p>
      )}
      {attempt.refusal === null && offline && <p className={styles.problem}>{codeText('line.offline')}</p>}
      <button
        type="submit"
        className={styles.primary}
        data-testid="login-submit"
        disabled={attempt.busy || blockedSeconds > 0 || username === '' || password === ''}
      >
        {t(attempt.busy ? 'submitting' : 'submit')}
      </button>
      {demo && (
        <button
          type="button"
          className={styles.secondary}
          onClick={() => {
            setUsername('grid');
            setPassword(DEMO_PASSWORD);
          }}
        >
          {t('field:demo')}
        </button>
      )}
      <button
        type="button"
        className={styles.plain}
        lang={i18n.language === 'en' ? 'zh-CN' : 'en'}
        onClick={() => appearance.setLanguage(i18n.language === 'en' ? 'zh-CN' : 'en')}
      >
        {i18n.language === 'en' ? '中文' : 'English'}
      </button>
    </form>
  );
}
